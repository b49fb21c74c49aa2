package io.casemate.engine.airlock;

import io.casemate.engine.models.ModelName;
import io.casemate.engine.signing.TrustStore;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// One import at the outer door: brings the files into quarantine and says what they are.
final class Entry {
    private static final String MODEL_FILE = "model.onnx";

    private final ImportModel command;
    private final Quarantine.Cell cell;
    private final ImportWay way;
    private final Guard guard;
    private final MakerCheck maker;
    private final Failpoint failpoint;
    private final Copies copies;
    private Optional<Digest> sha256 = Optional.empty();
    private boolean isCopied;

    /// What an import is checked by.
    record Guard(TrustStore trust, AirlockWorkers workers, Failpoint failpoint) {}

    Entry(ImportModel command, Quarantine.Cell cell, ImportWay way, Guard guard) {
        this.command = command;
        this.cell = cell;
        this.way = way;
        this.guard = guard;
        maker = new MakerCheck(guard.trust(), way);
        failpoint = guard.failpoint();
        copies = new Copies(cell, command);
    }

    /// What came in, found and identified.
    ///
    /// @param title what people call what was brought
    /// @param name what the model is called when nobody says otherwise
    /// @param file the model in quarantine
    /// @param data the folder that its data files are looked for in
    /// @param golden its golden set in quarantine
    record TakenIn(
            String title,
            ModelName name,
            Path file,
            Path data,
            Digest sha256,
            Optional<Path> golden) {

        AirlockWorkers.Subject subject(Quarantine.Cell cell) {
            return new AirlockWorkers.Subject(file, title, cell, golden);
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

    /// {@return of the model file once it was found, before that of the archive that was copied}
    Optional<Digest> sha256() {
        return sha256;
    }

    /// {@return whether all that was brought is in quarantine}
    boolean isCopied() {
        return isCopied;
    }

    TakenIn takeIn(Progress progress) throws IOException, InterruptedException {
        Optional<ModelSource> source = ModelSource.of(command.source());
        return source.isPresent()
                ? takeFile(source.get(), progress)
                : takeFolder(command.source(), progress);
    }

    private TakenIn takeFile(ModelSource source, Progress progress)
            throws IOException, InterruptedException {
        Delivery delivery = Delivery.of(source.file(), maker.isWanted());
        Path bundle = cell.bundle();
        Digest digest = delivery.copyInto(bundle, copies, watched(progress));
        sha256 = Optional.of(digest);
        isCopied = true;
        failpoint.reached("copied");
        Path copy = delivery.modelIn(bundle);
        Identity identity = Identity.of(copy, source.file().getFileName().toString());
        Optional<Path> golden =
                goldenFrom(
                        command.golden()
                                .or(() ->
                                        identity.isArchive() ? Optional.empty() : source.golden()));
        way.passed(
                copies.noted(StageFigures.count("bytes", Files.size(copy)))
                        .and("sha256", digest.hex()));
        way.begin(ImportStage.IDENTIFY);
        new Identification(guard.workers(), cell).check(identity, copy);
        way.passed(
                StageFigures.NONE.and(
                        "content", identity.kind().map(FileKind::words).orElse("ONNX candidate")));
        if (identity.isArchive()) {
            return takeBundle(new Brought(copy, Optional.of(delivery), source.name(), golden));
        }
        maker.of(delivery.in(bundle));
        Path data = delivery.isWhole() ? bundle : source.file().toAbsolutePath().getParent();
        return new TakenIn(identity.name(), source.name(), placed(copy), data, digest, golden);
    }

    private TakenIn takeFolder(Path folder, Progress progress)
            throws IOException, InterruptedException {
        FolderIntake intake = FolderIntake.of(folder, cell.bundle());
        intake.copy(copies, watched(progress));
        isCopied = true;
        failpoint.reached("copied");
        Optional<Path> golden = goldenFrom(command.golden());
        way.passed(
                copies.noted(
                        StageFigures.count("files", intake.from().files().size())
                                .and("bytes", intake.size().count())));
        way.begin(ImportStage.IDENTIFY);
        way.passed(StageFigures.NONE.and("content", "a folder"));
        ModelName name = ModelName.nearest(way.source());
        return takeBundle(new Brought(cell.bundle(), Optional.empty(), name, golden));
    }

    /// What has to be unpacked or searched.
    ///
    /// @param source archive or folder in quarantine
    /// @param delivery how an archive was brought
    /// @param name what the model is called if the bundle does not say
    /// @param golden brought beside it
    private record Brought(
            Path source, Optional<Delivery> delivery, ModelName name, Optional<Path> golden) {}

    private TakenIn takeBundle(Brought brought) throws IOException, InterruptedException {
        Unpacked found = new Search(way, cell, guard).in(brought.source());
        sha256 = Optional.of(found.sha256());
        Optional<Path> golden =
                brought.golden().isPresent() ? brought.golden() : goldenFrom(found.golden());
        maker.of(signed(brought, found.model()));
        Path data = found.model().getParent();
        return new TakenIn(
                way.source(),
                found.name().orElse(brought.name()),
                placed(found.model()),
                data,
                found.sha256(),
                golden);
    }

    /// A signature that was brought beside an archive covers it with all that is in it.
    private SignedContent signed(Brought brought, Path model) throws IOException {
        Optional<Delivery> beside =
                brought.delivery().filter(delivery -> delivery.signature().isPresent());
        if (beside.isPresent()) {
            return beside.get().in(cell.bundle());
        }
        Path unpacked =
                brought.delivery().isPresent()
                        ? UnpackJob.unpackedIn(cell.job(UnpackJob.KIND))
                        : brought.source();
        return SignedContent.around(model, unpacked, cell.folder());
    }

    private Optional<Path> goldenFrom(Optional<Path> folder)
            throws IOException, InterruptedException {
        if (folder.isEmpty()) {
            return folder;
        }
        new GoldenIntake(folder.get(), cell.golden()).copy();
        failpoint.reached("golden");
        return Optional.of(cell.golden());
    }

    private Path placed(Path copy) throws IOException {
        return Files.move(copy, cell.model().resolve(MODEL_FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    private Consumer<Copying> watched(Progress progress) {
        return copying -> {
            way.copying(copying);
            progress.report(copying.line(), copying.fraction());
            failpoint.reached("copying");
        };
    }

    /// Brings in the data files that the model refers to.
    void takeData(TakenIn taken, List<ExternalFile> files)
            throws IOException, InterruptedException {
        Progress progress = way.begin(ImportStage.EXTERNAL_DATA);
        long before = AirlockWorkers.sizeOf(cell.model());
        boolean isIn = taken.data().startsWith(cell.folder());
        new ExternalData(taken.data(), cell.model(), isIn).bring(files, copies, watched(progress));
        var figures = StageFigures.count("files", files.size());
        way.passed(
                files.isEmpty()
                        ? figures
                        : copies.noted(
                                figures.and(
                                        "bytes", AirlockWorkers.sizeOf(cell.model()) - before)));
    }
}
