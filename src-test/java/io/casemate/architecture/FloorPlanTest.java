package io.casemate.architecture;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.casemate.app.control.DataFolder;
import io.casemate.assets.demo.DemoModel;
import io.casemate.engine.feed.Feed;
import io.casemate.views.shell.Rooms;
import java.lang.classfile.ClassModel;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The arrows of the floor plan in README.md, checked against the compiled classes.
class FloorPlanTest {
    private static final Pattern ROOM = Pattern.compile("io/casemate/engine/(\\w+)/");
    private static final Pattern SCREEN = Pattern.compile("io/casemate/views/(\\w+)/");
    private static final Pattern NOT_FOR_ENGINE =
            Pattern.compile("(javafx|javax/swing|java/awt|io/casemate/(?:views|app|assets))/");
    private static final Pattern NATIVE = Pattern.compile("(ai/onnxruntime)/");

    private static final Set<String> GROUND =
            Set.of("problem", "feed", "lifecycle", "units", "json");

    /// Room → the rooms it may use, besides the ground floor. A new room fails the build until it
    /// is drawn here.
    private static final Map<String, Set<String>> ROOMS =
            Map.ofEntries(
                    Map.entry("problem", Set.of()),
                    Map.entry("feed", Set.of()),
                    Map.entry("lifecycle", Set.of()),
                    Map.entry("units", Set.of()),
                    Map.entry("json", Set.of()),
                    Map.entry("tensors", Set.of()),
                    Map.entry("tasks", Set.of()),
                    Map.entry("ledger", Set.of()),
                    Map.entry("telemetry", Set.of()),
                    Map.entry("signing", Set.of("ledger")),
                    Map.entry("onnx", Set.of("tensors")),
                    Map.entry("shapes", Set.of("onnx", "tensors")),
                    Map.entry("golden", Set.of("onnx", "tensors")),
                    Map.entry("models", Set.of("ledger", "onnx", "tensors")),
                    Map.entry(
                            "qdq",
                            Set.of(
                                    "golden",
                                    "normalize",
                                    "onnx",
                                    "runtime",
                                    "samples",
                                    "tasks",
                                    "tensors")),
                    Map.entry(
                            "samples",
                            Set.of("golden", "normalize", "onnx", "runtime", "tasks", "tensors")),
                    Map.entry("normalize", Set.of("onnx", "runtime", "shapes", "tensors")),
                    Map.entry("structure", Set.of("models", "onnx", "shapes")),
                    Map.entry("worker", Set.of("tasks")),
                    Map.entry("archive", Set.of("tasks")),
                    Map.entry("foreign", Set.of()),
                    Map.entry("fleet", Set.of("tasks", "telemetry", "worker", "models", "runtime")),
                    Map.entry(
                            "airlock",
                            Set.of(
                                    "archive", "foreign", "golden", "ledger", "models", "onnx",
                                    "runtime", "shapes", "signing", "tasks", "tensors", "worker")),
                    Map.entry(
                            "quantize",
                            Set.of(
                                    "fleet",
                                    "qdq",
                                    "golden",
                                    "ledger",
                                    "models",
                                    "normalize",
                                    "onnx",
                                    "runtime",
                                    "samples",
                                    "shapes",
                                    "tasks",
                                    "tensors",
                                    "worker")),
                    Map.entry("runtime", Set.of("telemetry", "tensors")),
                    Map.entry(
                            "admission",
                            Set.of("fleet", "ledger", "models", "qdq", "quantize", "tasks")),
                    Map.entry(
                            "tuning",
                            Set.of(
                                    "fleet", "golden", "ledger", "models", "runtime", "tasks",
                                    "tensors", "worker")),
                    Map.entry(
                            "deploy",
                            Set.of("admission", "fleet", "ledger", "models", "tasks", "tuning")),
                    Map.entry("lineage", Set.of("deploy", "fleet", "ledger", "models")),
                    Map.entry("bom", Set.of("models", "tensors")),
                    Map.entry(
                            "export",
                            Set.of("archive", "bom", "ledger", "models", "signing", "tasks")),
                    Map.entry("capture", Set.of("deploy", "fleet", "ledger", "models")),
                    Map.entry(
                            "gateway",
                            Set.of("fleet", "golden", "runtime", "telemetry", "tensors")),
                    Map.entry("bench", Set.of("golden", "tasks", "telemetry", "tensors")),
                    Map.entry(
                            "attention",
                            Set.of(
                                    "admission",
                                    "deploy",
                                    "fleet",
                                    "ledger",
                                    "models",
                                    "telemetry")),
                    Map.entry(
                            "operations",
                            Set.of(
                                    "admission",
                                    "airlock",
                                    "bench",
                                    "bom",
                                    "capture",
                                    "deploy",
                                    "export",
                                    "fleet",
                                    "lineage",
                                    "models",
                                    "qdq",
                                    "quantize",
                                    "tasks",
                                    "tuning")));

    /// The rooms whose code may name ONNX Runtime: it runs in agents and workers only. `worker`
    /// copies the library out of the jar and never loads it.
    private static final Set<String> NATIVE_ROOMS = Set.of("runtime", "worker");

    private static final Set<String> SHARED_BY_SCREENS = Set.of("bridge", "kit", "shell");

    @Test
    void roomsUseOnlyTheRoomsDrawnBelowThem() {
        assertEquals(Set.of(), forbidden(Feed.class, ROOM, FloorPlanTest::isDrawn));
    }

    private static boolean isDrawn(String from, String to) {
        return ROOMS.containsKey(from) && (GROUND.contains(to) || ROOMS.get(from).contains(to));
    }

    @Test
    void arrowsPointDownOnly() {
        ROOMS.forEach((room, below) ->
                below.forEach(other ->
                        assertTrue(
                                !ROOMS.get(other).contains(room),
                                room + " and " + other + " use each other")));
    }

    @Test
    void screensDoNotUseEachOther() {
        assertEquals(
                Set.of(),
                forbidden(Rooms.class, SCREEN, (_, to) -> SHARED_BY_SCREENS.contains(to)));
    }

    @Test
    void theEngineKnowsNoScreenAndNoJavaFx() {
        Set<String> found =
                Classes.beside(Feed.class).stream()
                        .flatMap(type ->
                                Classes.mentions(type, NOT_FOR_ENGINE)
                                        .map(to -> Classes.nameOf(type) + " -> " + to))
                        .collect(toCollection(TreeSet::new));

        assertEquals(Set.of(), found);
    }

    @Test
    void onlyAgentAndWorkerRoomsNameOnnxRuntime() {
        Set<String> found =
                Stream.of(Feed.class, DemoModel.class, Rooms.class, DataFolder.class)
                        .flatMap(anchor -> Classes.beside(anchor).stream())
                        .filter(type -> Classes.mentions(type, NATIVE).findAny().isPresent())
                        .map(Classes::nameOf)
                        .filter(name -> !isNativeRoom(name))
                        .collect(toCollection(TreeSet::new));

        assertEquals(Set.of(), found);
    }

    private static boolean isNativeRoom(String className) {
        Matcher room = ROOM.matcher(className);
        return room.find() && NATIVE_ROOMS.contains(room.group(1));
    }

    /// Arrows between units, such as rooms or screens, that `allowed` does not allow.
    private static Set<String> forbidden(
            Class<?> anchor, Pattern unit, BiPredicate<String, String> allowed) {
        return Classes.beside(anchor).stream()
                .flatMap(type -> arrows(type, unit))
                .filter(arrow -> !arrow.from().equals(arrow.to()))
                .filter(arrow -> !allowed.test(arrow.from(), arrow.to()))
                .map(Arrow::toString)
                .collect(toCollection(TreeSet::new));
    }

    private static Stream<Arrow> arrows(ClassModel type, Pattern unit) {
        Matcher from = unit.matcher(Classes.nameOf(type));
        return from.find()
                ? Classes.mentions(type, unit).map(to -> new Arrow(from.group(1), to))
                : Stream.of();
    }

    private record Arrow(String from, String to) {
        @Override
        public String toString() {
            return from + " -> " + to;
        }
    }
}
