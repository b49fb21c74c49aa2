package io.casemate.engine.models;

import java.util.Optional;

/// What people say about a model; empty where nobody has said anything.
///
/// @param licence identifier of the SPDX licence list, or `LicenseRef-…` for one that is not on it
/// @param supplier who made it
public record ModelCard(
        Optional<String> owner,
        Optional<String> purpose,
        Optional<RiskClass> risk,
        Optional<String> licence,
        Optional<String> supplier) {

    public static final ModelCard EMPTY =
            new ModelCard(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    /// {@return this card with what `news` says instead, where `news` says anything}
    public ModelCard with(ModelCard news) {
        return new ModelCard(
                news.owner.or(() -> owner),
                news.purpose.or(() -> purpose),
                news.risk.or(() -> risk),
                news.licence.or(() -> licence),
                news.supplier.or(() -> supplier));
    }
}
