package io.casemate.engine.deploy;

import io.casemate.engine.fleet.DeploymentId;
import io.casemate.engine.fleet.HostId;
import io.casemate.engine.fleet.ServingProfile;
import io.casemate.engine.json.Json;
import io.casemate.engine.ledger.LedgerEntry;
import io.casemate.engine.ledger.Projection;
import io.casemate.engine.models.ModelName;
import io.casemate.engine.models.RevisionId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is desired, as a table: one row a deployment.
final class DesiredProjection implements Projection {

    /// @param since when it was decided
    record Desired(DeploymentDesired wanted, Instant since) {}

    private final Runnable changed;
    private volatile List<Desired> latest = List.of();

    /// @param changed called after every new snapshot, on the ledger's thread
    DesiredProjection(Runnable changed) {
        this.changed = changed;
    }

    /// {@return everything desired, by name}
    List<Desired> latest() {
        return latest;
    }

    Optional<Desired> find(DeploymentId deployment) {
        return latest.stream()
                .filter(desired -> desired.wanted().deployment().equals(deployment))
                .findFirst();
    }

    @Override
    public String name() {
        return "deployments";
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public List<String> tables() {
        return List.of("deployments");
    }

    @Override
    public List<String> schema() {
        return List.of(
                """
                CREATE TABLE deployments (
                    name VARCHAR(64) PRIMARY KEY,
                    model VARCHAR(64) NOT NULL,
                    revision VARCHAR(71) NOT NULL,
                    replicas INT NOT NULL,
                    host VARCHAR(255) NOT NULL,
                    profile CLOB,
                    since TIMESTAMP(9) WITH TIME ZONE NOT NULL)
                """);
    }

    @Override
    public void apply(LedgerEntry entry, Connection db) throws SQLException {
        if (entry.is(DeploymentDesired.class)) {
            put(entry.event(DeploymentDesired.class), entry.time(), db);
        } else if (entry.is(DeploymentWithdrawn.class)) {
            remove(entry.event(DeploymentWithdrawn.class).deployment(), db);
        } else if (entry.is(DeploymentReverted.class)) {
            revert(entry.event(DeploymentReverted.class), entry.time(), db);
        }
    }

    @Override
    public void published(Connection db) throws SQLException {
        var rows = new ArrayList<Desired>();
        try (PreparedStatement query =
                        db.prepareStatement(
                                "SELECT name, model, revision, replicas, host, since, profile"
                                        + " FROM deployments ORDER BY name");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                rows.add(
                        new Desired(
                                new DeploymentDesired(
                                        new DeploymentId(row.getString("name")),
                                        new ModelName(row.getString("model")),
                                        RevisionId.parse(row.getString("revision")),
                                        row.getInt("replicas"),
                                        new HostId(row.getString("host")),
                                        profile(row.getString("profile"))),
                                row.getObject("since", java.time.OffsetDateTime.class)
                                        .toInstant()));
            }
        }
        latest = List.copyOf(rows);
        changed.run();
    }

    private static Optional<ServingProfile> profile(@Nullable String text) {
        return Optional.ofNullable(text)
                .map(it -> Json.mapper().readValue(it, ServingProfile.class));
    }

    private static void revert(DeploymentReverted reverted, Instant time, Connection db)
            throws SQLException {
        if (reverted.previous().isPresent()) {
            put(reverted.previous().get(), time, db);
        } else {
            remove(reverted.deployment(), db);
        }
    }

    private static void put(DeploymentDesired desired, Instant time, Connection db)
            throws SQLException {
        try (PreparedStatement merge =
                db.prepareStatement(
                        "MERGE INTO deployments (name, model, revision, replicas, host, since,"
                                + " profile) KEY (name) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            merge.setString(1, desired.deployment().text());
            merge.setString(2, desired.model().text());
            merge.setString(3, desired.revision().toString());
            merge.setInt(4, desired.replicas());
            merge.setString(5, desired.host().text());
            merge.setObject(6, time.atOffset(ZoneOffset.UTC));
            merge.setString(
                    7, desired.profile().map(it -> Json.treeOf(it).toString()).orElse(null));
            merge.executeUpdate();
        }
    }

    private static void remove(DeploymentId deployment, Connection db) throws SQLException {
        try (PreparedStatement delete =
                db.prepareStatement("DELETE FROM deployments WHERE name = ?")) {
            delete.setString(1, deployment.text());
            delete.executeUpdate();
        }
    }
}
