package io.casemate.views.trust;

import io.casemate.engine.signing.ProvenancePolicy;
import io.casemate.views.kit.ChoiceCard;
import io.casemate.views.kit.EvenColumns;
import io.casemate.views.kit.Labels;
import io.casemate.views.kit.ProblemCard;
import io.casemate.views.kit.Texts;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.layout.VBox;

/// The choice of what a missing signature means. The cards show what holds, not what was clicked.
final class PolicyPanel extends VBox {
    private final Map<ProvenancePolicy, ChoiceCard> cards = new EnumMap<>(ProvenancePolicy.class);
    private final TrustViewModel model;

    PolicyPanel(Texts texts, TrustViewModel model) {
        super(8);
        this.model = model;
        getChildren().add(Labels.wrapping(texts.text("trust.policy.hint"), "muted"));
        var choices = new EvenColumns(16);
        choices.show(
                Stream.of(ProvenancePolicy.values())
                        .map(policy -> card(texts, policy))
                        .toArray(Node[]::new));
        getChildren().add(choices);
        getChildren().add(ProblemCard.following(texts, model.policies().problemProperty()));
        model.policyProperty().subscribe(_ -> mark());
        model.policies().busyProperty().subscribe(_ -> mark());
    }

    private ChoiceCard card(Texts texts, ProvenancePolicy policy) {
        String id = policy.name().toLowerCase(Locale.ROOT);
        var card =
                new ChoiceCard(
                        "policy-" + id,
                        texts.text("trust.policy." + id),
                        texts.text("trust.policy." + id + ".hint"));
        card.disableProperty().bind(model.policies().busyProperty());
        card.setOnAction(_ -> choose(policy));
        cards.put(policy, card);
        return card;
    }

    private void choose(ProvenancePolicy policy) {
        if (model.policyProperty().get() == policy) {
            mark();
        } else {
            model.choose(policy);
        }
    }

    private void mark() {
        cards.forEach((policy, card) -> card.setSelected(policy == model.policyProperty().get()));
    }
}
