package io.casemate.engine.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.engine.problem.Problem;
import io.casemate.engine.runtime.ExecutionProvider;
import io.casemate.engine.runtime.NodeTime;
import io.casemate.engine.runtime.ProfileReader;
import io.casemate.engine.runtime.SessionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlacementProofTest {
    private static final Demand CUDA = new Demand(ExecutionProvider.CUDA, false);

    @TempDir Path folder;

    private static String event(String name, String operator, String provider, int micros) {
        return """
        {"cat":"Node","pid":1,"tid":1,"dur":%d,"ts":2,"ph":"X","name":"%s",
         "args":{"op_name":"%s","provider":"%s","node_index":"3"}}\
        """
                .formatted(micros, name, operator, provider);
    }

    private PlacementProof proof(String... events) throws IOException {
        String text = "[" + String.join(",\n", events) + "]";
        Path file = Files.writeString(folder.resolve("profile.json"), text);
        return new PlacementProof(
                SessionSettings.STANDARD, "golden set", 2, ProfileReader.read(file));
    }

    private PlacementProof mixed() throws IOException {
        return proof(
                "{\"cat\":\"Session\",\"dur\":9,\"name\":\"model_run\",\"args\":{}}",
                event("conv1_kernel_time", "Conv", "CUDAExecutionProvider", 60),
                event("conv1_kernel_time", "Conv", "CUDAExecutionProvider", 40),
                event("conv1_fence_before", "Conv", "CUDAExecutionProvider", 7),
                event("nms_kernel_time", "NonMaxSuppression", "CPUExecutionProvider", 300));
    }

    @Test
    void addsUpTheRunsOfANode() throws Exception {
        assertEquals(
                List.of(
                        new NodeTime("nms", "NonMaxSuppression", "CPUExecutionProvider", 1, 300),
                        new NodeTime("conv1", "Conv", "CUDAExecutionProvider", 2, 100)),
                mixed().nodes());
    }

    @Test
    void tellsTheShareOfEachProvider() throws Exception {
        assertEquals(
                List.of(
                        new ProviderShare("CPUExecutionProvider", 1, 300, 0.75),
                        new ProviderShare("CUDAExecutionProvider", 1, 100, 0.25)),
                mixed().shares());
    }

    @Test
    void namesEveryNodeThatRunsElsewhere() throws Exception {
        Problem problem = Refusals.fallback("The model", CUDA, mixed()).orElseThrow();

        assertEquals("TUNE-009", problem.code().id());
        assertEquals(
                "1 of 2 nodes run elsewhere: nms (NonMaxSuppression) on CPUExecutionProvider.",
                problem.why());
    }

    @Test
    void letsAFallbackPassThatIsAllowed() throws Exception {
        var allowed = new Demand(ExecutionProvider.CUDA, true);

        assertEquals(Optional.empty(), Refusals.fallback("The model", allowed, mixed()));
    }

    @Test
    void letsAModelPassThatRunsWhereItMust() throws Exception {
        PlacementProof proof =
                proof(event("conv1_kernel_time", "Conv", "CUDAExecutionProvider", 60));

        assertEquals(Optional.empty(), Refusals.fallback("The model", CUDA, proof));
    }

    @Test
    void doesNotReadWhatIsNoProfile() throws Exception {
        Path file = Files.writeString(folder.resolve("half.json"), "[{\"cat\":");

        IOException failure = assertThrows(IOException.class, () -> ProfileReader.read(file));

        assertTrue(failure.getMessage().startsWith("half.json is no profile"));
    }
}
