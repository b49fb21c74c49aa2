package io.casemate.engine.signing;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.ledger.Draft;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.problem.Outcome;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/// The trust store over the ledger.
public final class LiveTrust implements Trust {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._()-]{0,63}");

    private final Ledger ledger;
    private final TrustTable table = new TrustTable();

    /// One change at a time, so that a name is given once.
    private final ReentrantLock changing = new ReentrantLock();

    public LiveTrust(Ledger ledger) {
        this.ledger = ledger;
        ledger.attach(table);
    }

    @Override
    public Feed<TrustStore> store() {
        return table.store();
    }

    @Override
    public Outcome<TrustStore> execute(TrustCommand command) {
        changing.lock();
        try {
            switch (command) {
                case TrustCommand.Add add -> add(add);
                case TrustCommand.Remove(String name) -> remove(name);
                case TrustCommand.Choose(ProvenancePolicy policy) ->
                        ledger.append(Draft.of(new ProvenancePolicyChosen(policy), "provenance"));
            }
            return Outcome.done(store().latest());
        } catch (Refusal e) {
            return Outcome.refused(e.problem());
        } finally {
            changing.unlock();
        }
    }

    private void add(TrustCommand.Add command) throws Refusal {
        String name = command.name();
        String what = "'%s' was not added.".formatted(Fields.shortened(name));
        if (!NAME.matcher(name).matches()) {
            throw SigningProblem.NAME.refusal(
                    what,
                    "A name has 1 to 64 letters, digits, spaces and . _ ( ) -, and starts with a letter or digit.",
                    "Choose such a name, for example that of the signer's team.");
        }
        if (store().latest().find(name).isPresent()) {
            throw SigningProblem.NAME.refusal(
                    what,
                    "The name is taken in the trust store.",
                    "Choose another name, or remove that entry first.");
        }
        Identity identity = Identity.read(command.file());
        Optional<TrustedIdentity> known = store().latest().find(identity.fingerprint());
        if (known.isPresent()) {
            throw SigningProblem.KNOWN.refusal(
                    what,
                    "It is trusted already, by the name '%s'.".formatted(known.get().name()),
                    "Use that entry, or remove it first.");
        }
        ledger.append(Draft.of(new IdentityTrusted(name, identity), name));
    }

    private void remove(String name) throws Refusal {
        TrustedIdentity trusted =
                store().latest()
                        .find(name)
                        .orElseThrow(() ->
                                SigningProblem.UNKNOWN_NAME.refusal(
                                        "'%s' was not removed.".formatted(Fields.shortened(name)),
                                        "The trust store has no entry by that name.",
                                        "See what it has: casemate trust list."));
        ledger.append(Draft.of(new IdentityRemoved(name, trusted.identity().fingerprint()), name));
    }
}
