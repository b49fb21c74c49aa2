package io.casemate.app.cli;

import io.casemate.app.control.Request;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/// The verb that copies a revision out of the store.
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Copy a revision for another site or tool, with its bill of materials.")
final class Export extends RevisionVerb {
    @ArgGroup(multiplicity = "1")
    Form form = new Form();

    @Option(
            names = "--without-golden",
            description = "Leave the golden set here; it may be made of confidential inputs.")
    boolean withoutGolden;

    /// One of the two.
    static final class Form {
        @Option(
                names = "--oci",
                paramLabel = "DIR|FILE.tar",
                description =
                        "OCI image layout, packed by ModelPack; one archive when it ends with .tar.")
        @Nullable Path oci;

        @Option(
                names = "--folder",
                paramLabel = "DIR",
                description = "Plain files: NAME/model.onnx, golden/, bom.cdx.json.")
        @Nullable Path folder;
    }

    Export(Engines engines, Terminal terminal) {
        super(engines, terminal);
    }

    @Override
    Request request() {
        ObjectNode arguments = named().put("withGolden", !withoutGolden);
        put(arguments, "oci", form.oci);
        put(arguments, "folder", form.folder);
        return new Request("export", arguments);
    }

    @Override
    String text(ObjectNode answer) {
        String signature = answer.path("signature").asString("");
        String manifest = answer.path("manifest").asString("");
        return "exported to %s%n  %s files, %s; %s%s"
                .formatted(
                        answer.path("target").asString(),
                        answer.path("files").asString(),
                        Words.bytes(answer.path("bytes")),
                        signature.isEmpty() ? "not signed here" : "signed",
                        manifest.isEmpty() ? "" : "%n  manifest ".formatted() + manifest);
    }
}
