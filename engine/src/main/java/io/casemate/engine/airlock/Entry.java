package io.casemate.engine.airlock;

import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.signing.Provenance;
import io.casemate.engine.signing.ProvenanceFinding;
import io.casemate.engine.signing.ProvenancePolicy;
import io.casemate.engine.signing.TrustStore;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// One import at the outer door: brings the files into quarantine and says what they are.
final class Entry {
    private static final String MODEL_FILE = "model.onnx";

    private final ImportModel command;
    private final Quarantine.Cell cell;
    private final ImportWay way;
    private final Failpoint failpoint;
    private final TrustStore trust;
    private final Provenance provenance = new Provenance(Clock.systemUTC());
    private final Copies copies;
    private Optional<Digest> sha256 = Optional.empty();

    /// What an import is checked by.
    record Guard(TrustStore trust, Failpoint failpoint) {}

    Entry(ImportModel command, Quarantine.Cell cell, ImportWay way, Guard guard) {
        this.command = command;
        this.cell = cell;
        this.way = way;
        copies = new Copies(cell, command);
        failpoint = guard.failpoint();
        trust = guard.trust();
    }

    /// What intake brought in.
    ///
    /// @param file the model in quarantine
    /// @param data the folder that its data files are looked for in
    /// @param golden its golden set in quarantine
    record TakenIn(ModelSource source, Path file, Path data, Digest sha256, Optional<Path> golden) {

        /// {@return what people call the model file}
        String name() {
            return source.file().getFileName().toString();
        }

        AirlockWorkers.Subject subject(Quarantine.Cell cell) {
            return new AirlockWorkers.Subject(file, name(), cell, golden);
        }
    }

    ImportModel command() {
        return command;
    }

    Quarantine.Cell cell() {
        return cell;
    }

    ImportWay way() {
        return way;
    }

    /// {@return of the model file, once it was copied}
    Optional<Digest> sha256() {
        return sha256;
    }

    TakenIn takeIn(Progress progress) throws IOException, InterruptedException {
        ModelSource source = ModelSource.of(command.source());
        Delivery delivery = Delivery.of(source.file(), trust.policy() != ProvenancePolicy.OFF);
        Path bundle = cell.bundle();
        Digest digest = delivery.copyInto(bundle, copies, watched(progress));
        sha256 = Optional.of(digest);
        failpoint.reached("copied");
        Optional<Path> golden = command.golden().or(source::golden);
        if (golden.isPresent()) {
            new GoldenIntake(golden.get(), cell.golden()).copy();
            failpoint.reached("golden");
        }
        Path copy = delivery.modelIn(bundle);
        way.passed(
                copied(StageFigures.count("bytes", Files.size(copy))).and("sha256", digest.hex()));
        way.begin(ImportStage.IDENTIFY);
        identify(copy, source.file().getFileName().toString());
        way.passed(StageFigures.NONE.and("content", "ONNX candidate"));
        askWhoMadeIt(delivery, bundle);
        Path file = cell.model().resolve(MODEL_FILE);
        Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE);
        Path data = delivery.isWhole() ? bundle : source.file().toAbsolutePath().getParent();
        return new TakenIn(
                source,
                file,
                data,
                digest,
                golden.isPresent() ? Optional.of(cell.golden()) : golden);
    }

    private void askWhoMadeIt(Delivery delivery, Path bundle) {
        way.begin(ImportStage.PROVENANCE);
        Optional<Path> signature = delivery.signatureIn(bundle);
        Outcome<ProvenanceFinding> outcome =
                signature.isPresent() && !delivery.isWhole()
                        ? provenance
                                .verify(delivery.modelIn(bundle), signature.get(), trust)
                                .map(found -> found)
                        : provenance.check(bundle, trust);
        switch (outcome) {
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

    private StageFigures copied(StageFigures figures) {
        long continuedAt = copies.continuedAt();
        return (continuedAt == 0 ? figures : figures.and("continued at bytes", continuedAt))
                .noting(copies.remarks());
    }

    private Consumer<Copying> watched(Progress progress) {
        return copying -> {
            way.copying(copying);
            progress.report(copying.line(), copying.fraction());
            failpoint.reached("copying");
        };
    }

    private static void identify(Path file, String name) throws IOException {
        byte[] head;
        try (var in = Files.newInputStream(file)) {
            head = in.readNBytes(FileKind.HEAD);
        }
        Optional<FileKind> other = FileKind.of(head);
        if (other.isPresent()) {
            throw other.get().refusal(name);
        }
        if (head.length == 0) {
            throw AirlockProblem.UNKNOWN_CONTENT.refusal(
                    "%s was not imported.".formatted(name),
                    "The file is empty.",
                    "Copy it again from where it came from.");
        }
    }

    /// Brings in the data files that the model refers to.
    void takeData(TakenIn taken, List<ExternalFile> files)
            throws IOException, InterruptedException {
        Progress progress = way.begin(ImportStage.EXTERNAL_DATA);
        long before = AirlockWorkers.sizeOf(cell.model());
        new ExternalData(taken.data(), cell.model(), taken.data().startsWith(cell.folder()))
                .bring(files, copies, watched(progress));
        var figures = StageFigures.count("files", files.size());
        way.passed(
                files.isEmpty()
                        ? figures
                        : copied(
                                figures.and(
                                        "bytes", AirlockWorkers.sizeOf(cell.model()) - before)));
    }
}
