package io.casemate.engine.export;

/// What an export looks like.
public enum ExportFormat {
    /// A folder: the model under its name, beside it its bill of materials and golden set.
    FOLDER,
    /// A folder that is an OCI image layout, packed by ModelPack.
    OCI_LAYOUT,
    /// The same in one tar archive.
    OCI_ARCHIVE
}
