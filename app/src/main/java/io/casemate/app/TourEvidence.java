package io.casemate.app;

import io.casemate.engine.airlock.ImportModel;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.signing.TrustCommand;
import io.casemate.engine.signing.TrustStore;
import io.casemate.engine.tasks.Progress;
import io.casemate.views.shell.Rooms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// What the airlock is shown on the tour: whom to trust, and a file to be refused.
///
/// @param folder where the key and the damaged file are written
record TourEvidence(Rooms rooms, Path folder) {
    private static final String SIGNER = "model-team";
    private static final int CURVE_BITS = 256;

    /// Trusts a key that is made for it.
    ///
    /// {@return the line about it}
    Outcome<String> trusted() {
        try {
            Path file = Files.createDirectories(folder).resolve("model-team.pub");
            Files.writeString(file, publicKey());
            return rooms.trust()
                    .execute(new TrustCommand.Add(SIGNER, file))
                    .map(TourEvidence::described);
        } catch (IOException | GeneralSecurityException e) {
            return failed("No key was made.", e);
        }
    }

    private static String publicKey() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(CURVE_BITS);
        byte[] key = generator.generateKeyPair().getPublic().getEncoded();
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
        return "-----BEGIN PUBLIC KEY-----\n" + text + "\n-----END PUBLIC KEY-----\n";
    }

    private static String described(TrustStore store) {
        return store.identities().stream()
                .map(one -> one.name() + ", " + one.identity().algorithm())
                .findFirst()
                .orElse("nobody");
    }

    /// Offers half of `model` to the airlock, which must refuse it.
    ///
    /// {@return the line about it; refused when it was let in}
    Outcome<String> refused(Path model) {
        try {
            Path file = Files.createDirectories(folder).resolve("half.onnx");
            byte[] whole = Files.readAllBytes(model);
            Files.write(file, Arrays.copyOf(whole, whole.length / 2));
            var command = new ImportModel(file, Optional.empty(), Optional.empty());
            return switch (rooms.operations().importModel(command, Progress.NONE)) {
                case Outcome.Refused<?>(Problem problem) ->
                        Outcome.done("%s  %s".formatted(problem.code().id(), problem.why()));
                case Outcome.Done<?> _ ->
                        Outcome.refused(
                                AppProblem.TOUR_FAILED.because(
                                        "Half of a model was let in.",
                                        "The airlock found nothing wrong with " + file + ".",
                                        "Send us the output of the tour."));
            };
        } catch (IOException e) {
            return failed("Half of the model was not written.", e);
        }
    }

    private static <T> Outcome<T> failed(String what, Exception cause) {
        return Outcome.refused(
                AppProblem.TOUR_FAILED.because(
                        what, cause.toString(), "Name a folder that can be written with --out."));
    }
}
