package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.quantize.Step;
import io.casemate.engine.samples.InnerValues;
import io.casemate.engine.samples.SecondMoments;
import io.casemate.engine.samples.Watched;
import io.casemate.engine.tasks.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Products with weights in blocks of 4-bit or 8-bit numbers, rounded by [Gptq]. Every matrix is
/// rounded for the activations of the model as it was.
///
/// The model is run once for each group of activations whose second moments fit into memory
/// together; what becomes of their weights is written to the scratch file before the next group.
record CalibratedBlocks(Step.CalibratedBlocks settings) implements StepRewrite {
    /// Bytes.
    private static final long MOST_MOMENTS = 160L << 20;

    /// A matrix with more rows is rounded without samples.
    private static final int WIDEST = 6144;

    /// Part of the time.
    private static final double FINDING = 0.5;

    private static final String REFUSED = "The model was not quantized on calibration data.";

    @Override
    public Outcome<Rewritten> apply(Model model, Materials materials) throws IOException {
        var whole = new GraphDraft(model.graph(), materials.scratch());
        var blocks = new BlockProducts(settings.uncalibrated());
        List<List<Product>> matrices = matrices(whole, blocks);
        if (!matrices.isEmpty()) {
            List<List<List<Product>>> groups = groups(matrices);
            InnerValues values = materials.values(model, REFUSED);
            for (int i = 0; i < groups.size(); i++) {
                Progress part =
                        materials
                                .progress()
                                .part((double) i / groups.size(), (i + 1.0) / groups.size());
                var rounding = new Rounding(blocks, materials.folder(), part);
                Outcome<Integer> done = rounding.round(groups.get(i), values);
                if (done instanceof Outcome.Refused<Integer>(Problem problem)) {
                    return Outcome.refused(problem);
                }
            }
        }
        return new ProductStep("calibrated-blocks", blocks, Set.copyOf(settings.keep()))
                .apply(model, whole, materials);
    }

    /// {@return the products of the main graph that samples help with, those that share their
    /// weights together}
    private List<List<Product>> matrices(GraphDraft whole, BlockProducts blocks) {
        Map<String, List<Product>> byWeights = new LinkedHashMap<>();
        var products = new Products(whole, new Reasons());
        for (Node node : whole.original().nodes()) {
            products.find(node)
                    .filter(product -> !Kept.in(settings.keep(), node))
                    .filter(product -> node.intAttribute("transA", 0) == 0)
                    .filter(product -> product.rows() <= WIDEST)
                    .filter(product -> blocks.bytes(product) < product.bytes())
                    .ifPresent(product ->
                            byWeights
                                    .computeIfAbsent(product.weightsKey(), _ -> new ArrayList<>())
                                    .add(product));
        }
        return List.copyOf(byWeights.values());
    }

    private static TreeSet<String> activations(List<Product> products) {
        var names = new TreeSet<String>();
        products.forEach(product -> names.add(product.node().input(0)));
        return names;
    }

    private static List<List<List<Product>>> groups(List<List<Product>> matrices) {
        var groups = new ArrayList<List<List<Product>>>();
        var seen = new TreeSet<String>();
        long bytes = MOST_MOMENTS;
        for (List<Product> products : matrices) {
            var more = activations(products);
            more.removeAll(seen);
            long each = new Watched("", products.getFirst().rows()).bytes();
            bytes += more.size() * each;
            if (bytes > MOST_MOMENTS) {
                groups.add(new ArrayList<>());
                seen.clear();
                more = activations(products);
                bytes = more.size() * each;
            }
            seen.addAll(more);
            groups.getLast().add(products);
        }
        return groups;
    }

    /// Rounds the matrices of one group.
    private final class Rounding {
        private final BlockProducts blocks;
        private final Path folder;
        private final Progress progress;
        private TreeSet<String> known = new TreeSet<>();
        private Optional<Gptq> gptq = Optional.empty();

        private Rounding(BlockProducts blocks, Path folder, Progress progress) {
            this.blocks = blocks;
            this.folder = folder;
            this.progress = progress;
        }

        /// {@return how many matrices were rounded}
        private Outcome<Integer> round(List<List<Product>> group, InnerValues inner)
                throws IOException {
            Map<String, Watched> values = new TreeMap<>();
            for (List<Product> products : group) {
                int width = products.getFirst().rows();
                activations(products).forEach(name -> values.put(name, new Watched(name, width)));
            }
            Outcome<Map<String, SecondMoments>> found =
                    inner.moments(List.copyOf(values.values()), progress.part(0, FINDING));
            return switch (found) {
                case Outcome.Refused<Map<String, SecondMoments>>(Problem problem) ->
                        Outcome.refused(problem);
                case Outcome.Done<Map<String, SecondMoments>>(
                                Map<String, SecondMoments> moments) -> {
                    for (int i = 0; i < group.size(); i++) {
                        progress.report(
                                "Rounding matrix %d of %d".formatted(i + 1, group.size()),
                                FINDING + (1 - FINDING) * i / group.size());
                        round(group.get(i), moments);
                    }
                    yield Outcome.done(group.size());
                }
            };
        }

        /// Neighbours often share an activation, and so what is known of it.
        private void round(List<Product> products, Map<String, SecondMoments> moments)
                throws IOException {
            TreeSet<String> names = activations(products);
            if (gptq.isEmpty() || !names.equals(known)) {
                SecondMoments sum =
                        names.stream().map(moments::get).reduce(SecondMoments::and).orElseThrow();
                gptq = Optional.of(new Gptq(settings, sum));
                known = names;
            }
            Product first = products.getFirst();
            Matrix weights = first.matrix(folder);
            if (weights.isFinite()) {
                blocks.add(first, gptq.get().rounded(weights));
            }
        }
    }
}
