package io.casemate.engine.export;

import io.casemate.engine.archive.ModelPack;
import io.casemate.engine.archive.OciWriter;
import io.casemate.engine.archive.PackedFile;
import io.casemate.engine.archive.TarWriter;
import io.casemate.engine.archive.UnpackLimits;
import io.casemate.engine.models.Content;
import io.casemate.engine.models.ModelCard;
import io.casemate.engine.models.Revision;
import io.casemate.engine.signing.Provenance;
import io.casemate.engine.units.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Lays out what an export consists of. What a signature covers has a folder of its own:
///
/// ```
/// magika/model.onnx      the revision's files, as they are in the store
/// magika/model.sig       the last signature that was made here
/// golden/x.npy           the golden set
/// bom.cdx.json           the bill of materials; a referrer in an OCI layout
/// ```
///
/// @param content the digests of `model`, already checked against the revision's
record Packing(Revision revision, StoredFiles model, Content content, Extras extras) {
    private static final String GOLDEN = "golden";
    private static final String BOM = "bom.cdx.json";
    private static final String CYCLONE_DX = "application/vnd.cyclonedx+json";

    /// For a model whose own name is taken here, or a device on some system.
    private static final String TOP = "model";

    /// Room for what an import adds to the files of a golden set.
    private static final int OTHER_ENTRIES = 300;

    /// What goes along with the model.
    record Extras(
            ModelCard card,
            String bom,
            Optional<StoredFiles> golden,
            Optional<KeptSignature> signature) {}

    /// What is to be written.
    ///
    /// @param fromStore how many of the store's files are in it
    record Packed(List<PackedFile> files, int fromStore, Optional<Digest> manifest) {
        long bytes() {
            return files.stream().mapToLong(PackedFile::size).sum();
        }
    }

    /// @param what the refusals' first sentence
    void check(String what) {
        for (String path : content.files().keySet()) {
            if (!PackedFile.isPortable(path)) {
                throw ExportProblem.NAME.refusal(
                        what,
                        "Its file '%s' has a name that not every system takes.".formatted(path),
                        "Export the model from its source again, with plain names of data files.");
            }
        }
        int limit = UnpackLimits.STANDARD.entries() - OTHER_ENTRIES;
        int samples = extras.golden().map(golden -> golden.files().size()).orElse(0);
        if (samples > limit) {
            throw ExportProblem.TOO_MANY.refusal(
                    what,
                    "Its golden set has %,d files; an import takes %,d.".formatted(samples, limit),
                    "Export it without its golden set.");
        }
    }

    Packed pack(ExportFormat format) throws IOException, InterruptedException {
        return switch (format) {
            case FOLDER -> folder();
            case OCI_LAYOUT -> layout();
            case OCI_ARCHIVE -> {
                Packed layout = layout();
                String name = revision.model().text() + ".tar";
                var archive =
                        new PackedFile(
                                name,
                                TarWriter.size(layout.files()),
                                out -> TarWriter.write(layout.files(), revision.created(), out));
                yield new Packed(List.of(archive), layout.fromStore(), layout.manifest());
            }
        };
    }

    private Packed folder() {
        List<PackedFile> files = new ArrayList<>();
        for (PackedFile file : model.below(top())) {
            files.add(file.checked(digestOf(file)));
        }
        signature().ifPresent(files::add);
        extras.golden().ifPresent(golden -> files.addAll(golden.below(GOLDEN)));
        files.add(bom());
        return new Packed(files, fromStore(), Optional.empty());
    }

    private Packed layout() throws IOException, InterruptedException {
        List<ModelPack.Layer> layers = new ArrayList<>();
        for (PackedFile file : model.below(top())) {
            layers.add(new ModelPack.Layer(ModelPack.Layer.Kind.WEIGHT, digestOf(file), file));
        }
        if (signature().isPresent()) {
            layers.add(layer(ModelPack.Layer.Kind.WEIGHT_CONFIG, signature().get()));
        }
        if (extras.golden().isPresent()) {
            List<PackedFile> samples = extras.golden().get().below(GOLDEN);
            var archive =
                    new PackedFile(
                            GOLDEN,
                            TarWriter.size(samples),
                            out -> TarWriter.write(samples, revision.created(), out));
            layers.add(layer(ModelPack.Layer.Kind.DATASET, archive));
        }
        PackedFile bom = bom();
        OciWriter.Layout layout =
                OciWriter.layout(
                        new ModelPack(
                                label(),
                                new ModelPackFacts(revision, extras.card()).configuration(),
                                layers,
                                List.of(new ModelPack.Attachment(CYCLONE_DX, bom.digest(), bom))));
        return new Packed(layout.files(), fromStore(), Optional.of(layout.manifest()));
    }

    private static ModelPack.Layer layer(ModelPack.Layer.Kind kind, PackedFile file)
            throws IOException, InterruptedException {
        return new ModelPack.Layer(kind, file.digest(), file);
    }

    private ModelPack.Label label() {
        return new ModelPack.Label(
                revision.model().text(),
                revision.id().toString(),
                revision.id().digest().abbreviated(),
                revision.created());
    }

    private Digest digestOf(PackedFile file) {
        return content.files().get(file.path().substring(top().length() + 1));
    }

    private Optional<PackedFile> signature() {
        return extras.signature()
                .map(kept ->
                        PackedFile.of(top() + "/" + Provenance.SIGNATURE_FILE, kept.content()));
    }

    private PackedFile bom() {
        return PackedFile.of(BOM, extras.bom().getBytes(StandardCharsets.UTF_8));
    }

    long bytesFromStore() {
        return model.bytes() + extras.golden().map(StoredFiles::bytes).orElse(0L);
    }

    private int fromStore() {
        return model.files().size()
                + extras.golden().map(golden -> golden.files().size()).orElse(0);
    }

    private String top() {
        String name = revision.model().text();
        return Set.of(GOLDEN, BOM).contains(name) || !PackedFile.isPortable(name) ? TOP : name;
    }
}
