package io.casemate.views.trust;

import io.casemate.engine.signing.ProvenancePolicy;
import io.casemate.engine.signing.TrustCommand;
import io.casemate.engine.signing.TrustStore;
import io.casemate.engine.signing.TrustedIdentity;
import io.casemate.views.bridge.Commands;
import io.casemate.views.bridge.Latest;
import io.casemate.views.bridge.LiveRow;
import io.casemate.views.bridge.LiveRows;
import io.casemate.views.bridge.Subscriptions;
import io.casemate.views.shell.Desk;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ObservableList;

/// What the trust screen shows and does. Confined to the FX thread.
final class TrustViewModel {
    private final Desk desk;
    private final Commands policies;
    private final Commands changes;
    private final LiveRows<TrustedIdentity> rows = new LiveRows<>(TrustedIdentity::name);
    private final ReadOnlyObjectWrapper<ProvenancePolicy> policy =
            new ReadOnlyObjectWrapper<>(TrustStore.STANDARD.policy());

    TrustViewModel(Desk desk) {
        this.desk = desk;
        policies = new Commands(desk.threads());
        changes = new Commands(desk.threads());
    }

    /// What is wrong with the fields of the sheet.
    enum Fault {
        NONE,
        NO_FILE,
        BAD_FILE,
        NO_NAME
    }

    void observe(Subscriptions held) {
        held.add(Latest.of(desk.rooms().trust().store(), desk.threads().ui(), this::show));
    }

    private void show(TrustStore store) {
        rows.show(store.identities());
        policy.set(store.policy());
    }

    /// Trusts what `file` holds, unless a field is wrong; then calls `whenDone`.
    Fault add(String file, String name, Runnable whenDone) {
        Fault fault = fault(file.strip(), name.strip());
        if (fault == Fault.NONE) {
            var command = new TrustCommand.Add(name.strip(), Path.of(file.strip()));
            changes.run(() -> desk.rooms().trust().execute(command), _ -> whenDone.run());
        }
        return fault;
    }

    private static Fault fault(String file, String name) {
        if (file.isEmpty()) {
            return Fault.NO_FILE;
        }
        try {
            if (!Path.of(file).isAbsolute()) {
                return Fault.BAD_FILE;
            }
        } catch (InvalidPathException _) {
            return Fault.BAD_FILE;
        }
        return name.isEmpty() ? Fault.NO_NAME : Fault.NONE;
    }

    /// Trusts `name` no longer, then calls `whenDone`.
    void remove(String name, Runnable whenDone) {
        changes.run(
                () -> desk.rooms().trust().execute(new TrustCommand.Remove(name)),
                _ -> whenDone.run());
    }

    void choose(ProvenancePolicy chosen) {
        policies.run(() -> desk.rooms().trust().execute(new TrustCommand.Choose(chosen)));
    }

    ObservableList<LiveRow<TrustedIdentity>> rows() {
        return rows.list();
    }

    ReadOnlyObjectProperty<ProvenancePolicy> policyProperty() {
        return policy.getReadOnlyProperty();
    }

    Commands policies() {
        return policies;
    }

    Commands changes() {
        return changes;
    }
}
