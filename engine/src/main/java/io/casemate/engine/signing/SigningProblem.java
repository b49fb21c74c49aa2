package io.casemate.engine.signing;

import io.casemate.engine.problem.ProblemCode;

/// What signing, verifying and the trust store say no to. `AL` codes are answers of the airlock's
/// third stage.
public enum SigningProblem implements ProblemCode {
    /// There is no signature and one is required.
    UNSIGNED("AL-301", Kind.REQUEST),
    /// The signer is not in the trust store.
    UNKNOWN_SIGNER("AL-302", Kind.REQUEST),
    /// Signature or files are not what was signed: a file was changed or is missing.
    MISMATCH("AL-303", Kind.REQUEST),
    /// There is something that the signature does not cover.
    NOT_COVERED("AL-304", Kind.REQUEST),
    /// The signature file is broken, or of a kind that is not accepted.
    UNUSABLE_SIGNATURE("AL-306", Kind.REQUEST),
    /// The signer's certificate is out of date or not meant for signing.
    CERTIFICATE("AL-307", Kind.REQUEST),
    /// A file that should hold a public key or a certificate does not.
    NOT_AN_IDENTITY("TRUST-001", Kind.REQUEST),
    /// The name cannot be used.
    NAME("TRUST-002", Kind.REQUEST),
    /// There is nothing by that name in the trust store.
    UNKNOWN_NAME("TRUST-003", Kind.REQUEST),
    /// The key or certificate is in the trust store already.
    KNOWN("TRUST-004", Kind.REQUEST),
    /// The private key cannot be used.
    PRIVATE_KEY("SIGN-001", Kind.REQUEST),
    /// The certificates do not belong to the private key.
    CHAIN("SIGN-002", Kind.REQUEST),
    /// What should be signed cannot be.
    CONTENT("SIGN-003", Kind.REQUEST),
    /// A file that would be written exists.
    EXISTS("SIGN-004", Kind.REQUEST),
    /// A file could not be read or written.
    FILES("SIGN-005", Kind.ENVIRONMENT);

    private final String id;
    private final Kind kind;

    SigningProblem(String id, Kind kind) {
        this.id = id;
        this.kind = kind;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    Refusal refusal(String what, String why, String remedy) {
        return new Refusal(because(what, why, remedy));
    }
}
