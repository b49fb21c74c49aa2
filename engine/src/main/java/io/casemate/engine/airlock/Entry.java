package io.casemate.engine.airlock;

import io.casemate.engine.tasks.Progress;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// One import at the outer door: brings the files into quarantine and says what they are.
final class Entry {
    private static final String MODEL_FILE = "model.onnx";

    private final ImportModel command;
    private final Quarantine.Cell cell;
    private final ImportWay way;
    private final Failpoint failpoint;
    private Optional<Digest> sha256 = Optional.empty();

    Entry(ImportModel command, Quarantine.Cell cell, ImportWay way, Failpoint failpoint) {
        this.command = command;
        this.cell = cell;
        this.way = way;
        this.failpoint = failpoint;
    }

    /// What intake brought in.
    ///
    /// @param file the model in quarantine
    /// @param golden its golden set in quarantine
    record TakenIn(ModelSource source, Path file, Digest sha256, Optional<Path> golden) {

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
        Path file = cell.model().resolve(MODEL_FILE);
        Digest digest = Intake.copy(source.file(), file, watched(source.file(), progress));
        sha256 = Optional.of(digest);
        failpoint.reached("copied");
        Optional<Path> golden = command.golden().or(source::golden);
        if (golden.isPresent()) {
            new GoldenIntake(golden.get(), cell.golden()).copy();
            failpoint.reached("golden");
        }
        way.passed(StageFigures.count("bytes", Files.size(file)).and("sha256", digest.hex()));
        way.begin(ImportStage.IDENTIFY);
        identify(file, source.file().getFileName().toString());
        way.passed(StageFigures.NONE.and("content", "ONNX candidate"));
        return new TakenIn(
                source, file, digest, golden.isPresent() ? Optional.of(cell.golden()) : golden);
    }

    private Progress watched(Path source, Progress progress) throws IOException {
        long all = Files.exists(source) ? Files.size(source) : 0;
        return (step, fraction) -> {
            way.copying(Math.round(fraction * all), all);
            progress.report(step, fraction);
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
        Path folder = taken.source().file().toAbsolutePath().getParent();
        long before = AirlockWorkers.sizeOf(cell.model());
        ExternalData.copy(files, folder, cell.model(), progress);
        var figures = StageFigures.count("files", files.size());
        way.passed(
                files.isEmpty()
                        ? figures
                        : figures.and("bytes", AirlockWorkers.sizeOf(cell.model()) - before));
    }
}
