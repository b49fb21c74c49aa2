package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.onnx.Graph;
import io.casemate.engine.onnx.Model;
import io.casemate.engine.onnx.Node;
import io.casemate.engine.onnx.OnnxFormatException;
import io.casemate.engine.onnx.OnnxReader;
import io.casemate.engine.onnx.OnnxWriter;
import io.casemate.engine.onnx.ReadLimits;
import io.casemate.engine.onnx.TensorProto;
import io.casemate.engine.onnx.TensorValues;
import io.casemate.engine.onnx.ValueInfo;
import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.quantize.Recipe;
import io.casemate.engine.tasks.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Applies a recipe to a model file. The same file and recipe give the same bytes. One original
/// weight matrix at a time is in memory, and all that were made so far.
///
/// Products inside subgraphs and functions are left as they are.
public final class RecipeRewriter {
    private static final String FILE = "model.onnx";

    /// The first version in which initializers need not be listed as inputs.
    private static final long FREE_INITIALIZERS = 4;

    private final Model model;
    private final Path folder;
    private final ProductRewrite rewrite;
    private final Products products;
    private final GraphDraft draft;
    private final Set<String> replaced = new HashSet<>();
    private int quantized;

    private RecipeRewriter(Model model, Path folder, ProductRewrite rewrite) {
        this.model = model;
        this.folder = folder;
        this.rewrite = rewrite;
        this.products = new Products(model.graph());
        this.draft = new GraphDraft(model.graph());
    }

    /// Writes `outputFolder/model.onnx`. Refused when the recipe changes nothing in this model.
    ///
    /// @param modelFile a model that has passed the airlock; its external data lie beside it
    public static Outcome<RewriteReport> apply(
            Recipe recipe, Path modelFile, Path outputFolder, Progress progress)
            throws IOException {
        try {
            progress.report("Reading the model");
            Model model = modern(OnnxReader.read(modelFile, ReadLimits.STANDARD));
            if (recipe == Recipe.DYNAMIC_INT8 && isTooOld(model) && hasProducts(model)) {
                return Outcome.refused(tooOld(model));
            }
            Path folder = modelFile.toAbsolutePath().getParent();
            return new RecipeRewriter(model, folder, rewriteFor(recipe))
                    .apply(recipe, outputFolder.resolve(FILE), progress);
        } catch (OnnxFormatException unreadable) {
            return Outcome.refused(unreadable.problem());
        }
    }

    private static ProductRewrite rewriteFor(Recipe recipe) {
        return switch (recipe) {
            case DYNAMIC_INT8 -> new DynamicInt8();
            case INT4_WEIGHTS -> new Int4Weights();
        };
    }

    /// {@return `model` in a form in which only what callers give it is an input}
    ///
    /// Before IR version 4 every initializer had to be listed as an input too, and was constant all
    /// the same. From version 4 on, being listed means that callers may replace it.
    private static Model modern(Model model) {
        if (model.irVersion() >= FREE_INITIALIZERS) {
            return model;
        }
        Graph graph = model.graph();
        Set<String> constants =
                graph.initializers().stream().map(TensorProto::name).collect(Collectors.toSet());
        List<ValueInfo> inputs =
                graph.inputs().stream().filter(input -> !constants.contains(input.name())).toList();
        return model.withIrVersion(FREE_INITIALIZERS).withGraph(graph.withInputs(inputs));
    }

    private static boolean isTooOld(Model model) {
        return model.opset("").orElse(DynamicInt8.OPSET) < DynamicInt8.OPSET;
    }

    /// Where nothing could be quantized anyway, a newer opset would not help.
    private static boolean hasProducts(Model model) {
        var products = new Products(model.graph());
        return model.graph().nodes().stream().anyMatch(node -> products.find(node).isPresent());
    }

    private Outcome<RewriteReport> apply(Recipe recipe, Path file, Progress progress)
            throws IOException {
        List<Node> nodes = model.graph().nodes();
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            progress.report(
                    "Quantizing node %d of %d".formatted(i + 1, nodes.size()),
                    (double) i / nodes.size());
            if (!replace(products.find(node))) {
                draft.add(node);
            }
        }
        if (quantized == 0) {
            return Outcome.refused(nothing(recipe));
        }
        progress.report("Writing the model", 1);
        OnnxWriter.write(changed(recipe), folder, file);
        int eligible = (int) model.graph().allNodes().filter(Products::isProduct).count();
        return Outcome.done(new RewriteReport(quantized, eligible, file));
    }

    private boolean replace(Optional<Product> found) throws IOException {
        if (found.isEmpty()) {
            return false;
        }
        Product product = found.get();
        if (rewrite.bytes(product) >= product.bytes()) {
            products.no("the weights would not become smaller");
            return false;
        }
        Matrix weights = weights(product);
        if (!weights.isFinite()) {
            products.no("the weights are not all finite");
            return false;
        }
        rewrite.apply(product, weights, draft);
        replaced.add(product.weights().name());
        quantized++;
        return true;
    }

    private Matrix weights(Product product) throws IOException {
        float[] values = TensorValues.floats(product.weights(), folder);
        Matrix matrix =
                product.transposed()
                        ? new Matrix(product.columns(), product.rows(), values).transposed()
                        : new Matrix(product.rows(), product.columns(), values);
        return matrix.times(product.factor());
    }

    private Model changed(Recipe recipe) {
        Graph graph = draft.finished(replaced);
        Model whole = model.withGraph(graph);
        return switch (recipe) {
            case DYNAMIC_INT8 -> whole;
            case INT4_WEIGHTS -> whole.importing(Int4Weights.DOMAIN, 1);
        };
    }

    private static Problem tooOld(Model model) {
        return new Problem(
                RewriteProblem.OPSET_TOO_OLD,
                "The model was not quantized to INT8.",
                "It uses opset %d, and quantizing activations needs opset %d or later."
                        .formatted(model.opset("").orElse(0), DynamicInt8.OPSET),
                "Export the model with opset %d or later, or choose INT4 weights."
                        .formatted(DynamicInt8.OPSET));
    }

    private Problem nothing(Recipe recipe) {
        String operators =
                model
                        .graph()
                        .allNodes()
                        .map(Node::opType)
                        .collect(Collectors.toCollection(TreeSet::new))
                        .stream()
                        .collect(Collectors.joining(", "));
        String why =
                products.reasons().isEmpty()
                        ? "It has no MatMul or Gemm outside of subgraphs"
                        : products.reasons().entrySet().stream()
                                .map(reason ->
                                        "%s (%d times)"
                                                .formatted(reason.getKey(), reason.getValue()))
                                .collect(
                                        Collectors.joining(
                                                ", ", "None of its MatMul and Gemm fits: ", ""));
        return new Problem(
                RewriteProblem.NOTHING_TO_QUANTIZE,
                "The model was not changed by the recipe %s.".formatted(recipe.id()),
                "%s. Its operators: %s.".formatted(why, operators),
                "Deploy the model as it is, or choose a model with constant FLOAT weights.");
    }
}
