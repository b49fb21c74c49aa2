package io.casemate.engine.archive;

import io.casemate.engine.units.Digest;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// A model as the CNCF ModelPack specification 1.0 packs it.
///
/// @param configuration what ModelPack calls `descriptor` and `config`
/// @param layers in the order in which they are listed
/// @param attachments what is about the model, each a referrer of its own
public record ModelPack(
        Label label, ObjectNode configuration, List<Layer> layers, List<Attachment> attachments) {

    public ModelPack {
        layers = List.copyOf(layers);
        attachments = List.copyOf(attachments);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("a model has one layer at least");
        }
    }

    /// What the layout says of the model besides its content.
    ///
    /// @param tag the reference that tools find it by, such as `8c3f06c6e4f8`
    /// @param time of everything in the layout
    public record Label(String title, String version, String tag, Instant time) {}

    /// A part of the model.
    ///
    /// @param digest of the content of `file`, whose path is where it goes when it is unpacked
    public record Layer(Kind kind, Digest digest, PackedFile file) {

        /// What a layer holds, and how.
        public enum Kind {
            /// A file with weights, as it is.
            WEIGHT("weight.v1.raw"),
            /// A file that comes with the weights, as it is.
            WEIGHT_CONFIG("weight.config.v1.raw"),
            /// A tar archive with data.
            DATASET("dataset.v1.tar");

            private final String mediaType;

            Kind(String suffix) {
                mediaType = "application/vnd.cncf.model." + suffix;
            }

            String mediaType() {
                return mediaType;
            }
        }
    }

    /// Something about the model that is no part of it (OCI image specification 1.1, "subject").
    ///
    /// @param mediaType also the type of the artifact
    public record Attachment(String mediaType, Digest digest, PackedFile file) {}
}
