package io.casemate.engine.bom;

import io.casemate.engine.models.Content;
import io.casemate.engine.models.Models;
import io.casemate.engine.models.Registry;
import io.casemate.engine.models.Revision;
import io.casemate.engine.models.RevisionId;
import io.casemate.engine.problem.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.cyclonedx.Version;
import org.cyclonedx.exception.GeneratorException;
import org.cyclonedx.generators.BomGeneratorFactory;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Hash;
import org.cyclonedx.model.Metadata;

/// Writes machine-learning bills of materials, CycloneDX 1.6 as JSON. The same revision, stage and
/// card yield the same bytes: the serial number is made from the digest and the time is the
/// revision's.
public final class Boms {
    private final Models models;

    public Boms(Models models) {
        this.models = models;
    }

    /// {@return the bill of materials of `id` as JSON, after reading all files of a revision that
    /// has several}; refused when `id` is not in the registry, with `BOM-002` when a file is not
    /// what was let in
    public Outcome<String> json(RevisionId id) {
        return models.resolve(id.toString())
                .then(revision -> content(revision).map(content -> json(revision, content)));
    }

    /// {@return the same for a revision whose files were read already}
    public String json(Revision revision, Content content) {
        Registry registry = models.registry().latest();
        return write(bom(new ModelComponent(revision, registry, content)));
    }

    /// {@return the digests of the files of `revision`; of a single file it is the revision's own,
    /// of files that the store has lost there are none}
    private Outcome<Content> content(Revision revision) {
        Path folder = models.modelFile(revision.id()).getParent();
        try {
            if (!Files.isDirectory(folder)) {
                return Outcome.done(
                        new Content(new TreeMap<>(), revision.bytes(), Optional.empty()));
            }
            Content content = Content.read(folder);
            return content.revisionId().equals(revision.id())
                    ? Outcome.done(content)
                    : unreadable(revision, "Its files were changed or damaged.");
        } catch (IOException e) {
            return unreadable(revision, e.toString());
        }
    }

    private static Outcome<Content> unreadable(Revision revision, String why) {
        return Outcome.refused(
                BomProblem.UNREADABLE.because(
                        "The bill of materials of %s was not made."
                                .formatted(revision.id().digest().abbreviated()),
                        why,
                        "Check the disk of the data folder, and import the model again from its"
                                + " source."));
    }

    /// Writes it to `file`, an absolute path, which is replaced if it exists; `BOM-001` when that
    /// is not possible.
    public Outcome<Path> write(RevisionId id, String file) {
        return json(id).then(text -> {
            try {
                Path path = Path.of(file);
                return path.isAbsolute()
                        ? Outcome.done(Files.writeString(path, text))
                        : notWritten(file, "It is not an absolute path.");
            } catch (IOException | InvalidPathException e) {
                return notWritten(file, e.toString());
            }
        });
    }

    private static Outcome<Path> notWritten(String file, String why) {
        return Outcome.refused(
                BomProblem.NOT_WRITTEN.because(
                        "The bill of materials was not written to '%s'.".formatted(file),
                        why,
                        "Name a file in a folder that exists and may be written to."));
    }

    private static Bom bom(ModelComponent component) {
        Revision revision = component.revision();
        var metadata = new Metadata();
        metadata.setTimestamp(Date.from(revision.created()));
        metadata.setComponent(component.full());
        var bom = new Bom();
        bom.setSerialNumber("urn:uuid:" + serial(revision.id()));
        bom.setVersion(1);
        bom.setMetadata(metadata);
        revision.golden()
                .ifPresent(golden -> {
                    var data = new Component();
                    data.setType(Component.Type.DATA);
                    data.setBomRef("golden:" + golden.hex());
                    data.setName("golden set");
                    data.setVersion(golden.toString());
                    data.setHashes(List.of(new Hash(Hash.Algorithm.SHA_256, golden.hex())));
                    bom.addComponent(data);
                });
        return bom;
    }

    /// RFC 9562 version 8: the first 128 bits of the digest with version and variant put in.
    private static UUID serial(RevisionId id) {
        String hex = id.digest().hex();
        long high = Long.parseUnsignedLong(hex.substring(0, 16), 16);
        long low = Long.parseUnsignedLong(hex.substring(16, 32), 16);
        return new UUID(
                (high & ~0xF000L) | 0x8000L,
                (low & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L);
    }

    private static String write(Bom bom) {
        try {
            return BomGeneratorFactory.createJson(Version.VERSION_16, bom).toJsonString();
        } catch (GeneratorException e) {
            throw new IllegalStateException(
                    "the bill of materials of a revision is not writable", e);
        }
    }
}
