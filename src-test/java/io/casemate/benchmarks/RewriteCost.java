package io.casemate.benchmarks;

import io.casemate.engine.models.Revision;
import io.casemate.engine.onnx.OnnxWriter;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.quantize.Recipe;
import io.casemate.engine.quantize.Step;
import io.casemate.engine.quantize.rewrite.CalibrationSource;
import io.casemate.engine.quantize.rewrite.RecipeRewriter;
import io.casemate.engine.quantize.rewrite.RecipeRewriter.Places;
import io.casemate.engine.quantize.rewrite.RewriteReport;
import io.casemate.engine.tasks.Progress;
import io.casemate.engine.worker.NativeLibraries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Processor time that making a variant takes, against a reference: `MODELS WORK REFERENCE.tsv`
/// (columns `model`, `method`, `status`, `cpu_s`).
///
/// Of each model and recipe it prints seconds in a warm process (mean over a second after two
/// seconds, three runs at least), seconds of a whole new process that makes one variant and ends,
/// and the reference's.
public final class RewriteCost {
    private static final double WARM_UP_SECONDS = 2;
    private static final double SECONDS = 1;
    private static final int LEAST_RUNS = 3;
    private static final String ONE = "one";

    /// Our recipe for each method of the reference at the same settings.
    private static final Map<String, Recipe> METHODS = methods();

    private final Path work;
    private final List<Ratio> ratios = new ArrayList<>();

    private RewriteCost(Path work) {
        this.work = work;
    }

    private static Map<String, Recipe> methods() {
        var methods = new LinkedHashMap<String, Recipe>();
        methods.put("dyn_pc", Recipe.DYNAMIC_INT8);
        methods.put(
                "nb4_bs32_asym",
                Recipe.of(
                        "int4-rtn",
                        new Step.BlockWeights(4, 32, false, Step.RangeSearch.RTN, 0, List.of())));
        methods.put("TARGET_w8store_castmul", Recipe.STORED_INT8);
        methods.put("stx_full", Recipe.STATIC_INT8);
        return methods;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path work = Files.createDirectories(Path.of(arguments[1]));
        NativeLibraries.unpack(work.resolve("native"));
        System.setProperty("onnxruntime.native.path", work.resolve("native").toString());
        var cost = new RewriteCost(work);
        if (arguments[2].equals(ONE)) {
            cost.made(METHODS.get(arguments[3]), Path.of(arguments[0]));
            System.out.println(cpuSeconds());
            return;
        }
        System.out.println("model\tmethod\twarm_cpu_s\tprocess_cpu_s\treference_cpu_s");
        List<ReferenceRow> references =
                ReferenceRow.read(Path.of(arguments[2])).stream()
                        .filter(row -> METHODS.containsKey(row.method()))
                        .filter(row -> row.number("cpu_s").isPresent())
                        .toList();
        var models = new FolderModels(Path.of(arguments[0]));
        for (Revision model : models.revisions()) {
            Path file = models.modelFile(model.id());
            for (ReferenceRow reference : references) {
                if (reference.model().equals(model.model().text())) {
                    cost.compare(reference, file);
                }
            }
        }
        cost.totals();
    }

    private record Ratio(String method, double warm, double process) {}

    private void compare(ReferenceRow reference, Path file)
            throws IOException, InterruptedException {
        Recipe recipe = METHODS.get(reference.method());
        if (!made(recipe, file)) {
            return;
        }
        mean(recipe, file, WARM_UP_SECONDS);
        double warm = mean(recipe, file, SECONDS);
        double process = inNewProcess(reference.method(), file);
        double others = reference.number("cpu_s").orElseThrow();
        System.out.printf(
                Locale.ROOT,
                "%s\t%s\t%.4f\t%.3f\t%.3f%n",
                reference.model(),
                reference.method(),
                warm,
                process,
                others);
        ratios.add(new Ratio(reference.method(), warm / others, process / others));
    }

    /// {@return seconds of processor time that one run takes, over at least `seconds`}
    private double mean(Recipe recipe, Path file, double seconds) throws IOException {
        double before = cpuSeconds();
        int runs = 0;
        while (runs < LEAST_RUNS || cpuSeconds() - before < seconds) {
            made(recipe, file);
            runs++;
        }
        return (cpuSeconds() - before) / runs;
    }

    private boolean made(Recipe recipe, Path file) throws IOException {
        Path out = Files.createTempDirectory(work, "out");
        Optional<CalibrationSource> samples =
                Files.isDirectory(file.resolveSibling("test_data_set_0"))
                        ? Optional.of(
                                new CalibrationSource(
                                        file.getParent(),
                                        size -> IntStream.range(0, size).toArray()))
                        : Optional.empty();
        Outcome<RewriteReport> made =
                RecipeRewriter.apply(recipe, new Places(file, out, samples), Progress.NONE);
        OnnxWriter.delete(out.resolve("model.onnx"));
        Files.delete(out);
        if (made instanceof Outcome.Refused<RewriteReport>(Problem problem)) {
            System.out.println(
                    file.getParent().getFileName()
                            + "\t"
                            + recipe.name()
                            + "\t"
                            + problem.code().id());
            return false;
        }
        return true;
    }

    private double inNewProcess(String method, Path file) throws IOException, InterruptedException {
        var command =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                RewriteCost.class.getName(),
                                file.toString(),
                                work.toString(),
                                ONE,
                                method)
                        .redirectError(ProcessBuilder.Redirect.DISCARD);
        command.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process child = command.start();
        String printed = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        child.waitFor();
        return Double.parseDouble(printed.strip().lines().toList().getLast());
    }

    private void totals() {
        System.out.println("\nmethod\tmodels\tmedian warm/reference\tmedian process/reference");
        for (String method : METHODS.keySet()) {
            List<Ratio> some = ratios.stream().filter(it -> it.method.equals(method)).toList();
            if (!some.isEmpty()) {
                double[] warm = some.stream().mapToDouble(Ratio::warm).sorted().toArray();
                double[] process = some.stream().mapToDouble(Ratio::process).sorted().toArray();
                System.out.printf(
                        Locale.ROOT,
                        "%s\t%d\t%.2f\t%.2f%n",
                        method,
                        some.size(),
                        warm[warm.length / 2],
                        process[process.length / 2]);
            }
        }
    }

    private static double cpuSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }
}
