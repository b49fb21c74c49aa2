package io.casemate.engine.export;

import io.casemate.engine.bom.Boms;
import io.casemate.engine.ledger.Draft;
import io.casemate.engine.ledger.Ledger;
import io.casemate.engine.ledger.LedgerException;
import io.casemate.engine.models.Content;
import io.casemate.engine.models.Models;
import io.casemate.engine.models.Revision;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.signing.Signatures;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.units.Bytes;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.Optional;

/// Exports from the store. Every file is read twice: once to prove that it is still what was let
/// in, once to be copied, and then again compared with its digest.
///
/// The ledger's entry comes after the last byte and before the copy gets its name, so that nothing
/// that is complete is without an entry.
public final class LiveExports implements Exports {
    private final Models models;
    private final Boms boms;
    private final Signatures signatures;
    private final Ledger ledger;

    public LiveExports(Models models, Boms boms, Signatures signatures, Ledger ledger) {
        this.models = models;
        this.boms = boms;
        this.signatures = signatures;
        this.ledger = ledger;
    }

    @Override
    public Outcome<Exported> execute(ExportRevision command, Progress progress)
            throws InterruptedException {
        return switch (models.resolve(command.revision().toString())) {
            case Outcome.Refused<Revision>(Problem problem) -> Outcome.refused(problem);
            case Outcome.Done<Revision>(Revision revision) ->
                    execute(revision, command, new Meter(progress));
        };
    }

    private Outcome<Exported> execute(Revision revision, ExportRevision command, Meter meter)
            throws InterruptedException {
        String what =
                "Revision %s of '%s' was not exported."
                        .formatted(revision.id().digest().abbreviated(), revision.model());
        var target = new ExportTarget(command.target(), what);
        try {
            target.check();
            Packing packing = packing(revision, command, new Reading(what, meter));
            packing.check(what);
            Packing.Packed packed = packing.pack(command.format());
            target.checkRoom(packed);
            meter.begin("Writing", packing.bytesFromStore());
            return Outcome.done(write(packing, packed, command, target));
        } catch (ExportRefusal | LedgerException e) {
            return Outcome.refused(e.problem());
        } catch (ClosedByInterruptException _) {
            Thread.interrupted();
            throw new InterruptedException("the export was cancelled");
        } catch (IOException e) {
            return Outcome.refused(target.failed(e).problem());
        }
    }

    private Packing packing(Revision revision, ExportRevision command, Reading reading)
            throws IOException, InterruptedException {
        StoredFiles model = reading.list(models.modelFile(revision.id()).getParent());
        Optional<StoredFiles> golden = Optional.empty();
        Optional<Path> goldenFolder = models.goldenFolder(revision.id());
        if (command.withGolden() && goldenFolder.isPresent()) {
            golden = Optional.of(reading.list(goldenFolder.get()));
        }
        reading.begin(model, golden);
        Content content =
                reading.read(model, files -> files.revisionId().digest(), revision.id().digest());
        if (golden.isPresent()) {
            reading.read(golden.get(), Content::listDigest, revision.golden().orElseThrow());
        }
        var extras =
                new Packing.Extras(
                        models.registry().latest().card(revision.model()),
                        boms.json(revision, content),
                        golden,
                        KeptSignature.newest(revision.id(), signatures, ledger));
        return new Packing(revision, model, content, extras);
    }

    private Exported write(
            Packing packing, Packing.Packed packed, ExportRevision command, ExportTarget target)
            throws IOException, InterruptedException {
        try {
            target.write(packed, packing.revision().created());
            ledger.append(
                    Draft.of(event(packing, packed, command), packing.revision().id().toString()));
            target.finish(packed, command.format());
            return new Exported(
                    command.target(),
                    packed.fromStore(),
                    new Bytes(packed.bytes()),
                    packed.manifest(),
                    signature(packing));
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw target.failed(e);
        } finally {
            target.discard();
        }
    }

    private static RevisionExported event(
            Packing packing, Packing.Packed packed, ExportRevision command) {
        Revision revision = packing.revision();
        return new RevisionExported(
                revision.id(),
                command.format(),
                command.target().toString(),
                new Bytes(packed.bytes()),
                packing.extras().golden().flatMap(_ -> revision.golden()),
                signature(packing),
                packed.manifest());
    }

    private static Optional<Digest> signature(Packing packing) {
        return packing.extras().signature().map(KeptSignature::digest);
    }
}
