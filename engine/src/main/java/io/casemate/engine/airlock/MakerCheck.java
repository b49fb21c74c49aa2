package io.casemate.engine.airlock;

import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.signing.Provenance;
import io.casemate.engine.signing.ProvenanceFinding;
import io.casemate.engine.signing.ProvenancePolicy;
import io.casemate.engine.signing.TrustStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/// Asks who made what was brought, as the policy of the trust store wants it.
record MakerCheck(TrustStore trust, ImportWay way) {

    /// {@return whether anybody wants to know who made it}
    boolean isWanted() {
        return trust.policy() != ProvenancePolicy.OFF;
    }

    /// Goes through the stage.
    void of(SignedContent brought) {
        way.begin(ImportStage.PROVENANCE);
        switch (asked(brought)) {
            case Outcome.Refused<ProvenanceFinding>(Problem problem) ->
                    throw new Refusal(
                            new Problem(
                                    problem.code(),
                                    "%s was not imported.".formatted(way.source()),
                                    problem.why(),
                                    problem.remedy()));
            case Outcome.Done<ProvenanceFinding>(ProvenanceFinding found) ->
                    way.passed(figures(found));
        }
    }

    private Outcome<ProvenanceFinding> asked(SignedContent brought) {
        var provenance = new Provenance(Clock.systemUTC());
        Optional<Path> signature = brought.signature();
        return signature.isPresent() && isWanted()
                ? provenance.verify(brought.content(), signature.get(), trust).map(found -> found)
                : provenance.check(brought.content(), trust);
    }

    private static StageFigures figures(ProvenanceFinding finding) {
        return switch (finding) {
            case ProvenanceFinding.NotChecked _ -> StageFigures.NONE.and("policy", "off");
            case ProvenanceFinding.Unsigned _ -> StageFigures.NONE.and("signature", "none");
            case ProvenanceFinding.SignedBy signed ->
                    StageFigures.count("files", signed.files().size())
                            .and("signed by", signed.name())
                            .and("key", signed.fingerprint().hex());
        };
    }
}
