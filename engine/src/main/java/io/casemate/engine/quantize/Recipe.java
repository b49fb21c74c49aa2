package io.casemate.engine.quantize;

import io.casemate.engine.qdq.QdqSettings;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A way to make a model smaller or faster: steps, taken in order. Its JSON form is a recipe file.
///
/// @param name under which people know it
/// @param steps at least one; none in [#AUTO] only, whose steps a search finds for each model
public record Recipe(String name, List<Step> steps) {
    private static final String SEARCHED = "auto";

    /// Tries the others on the model and takes the best that passes the standard gate.
    public static final Recipe AUTO = of(SEARCHED);

    public static final Recipe DYNAMIC_INT8 = of("dynamic-int8", new Step.DynamicInt8(List.of()));
    public static final Recipe INT4_WEIGHTS = of("int4-weights", blocks(4));
    public static final Recipe INT8_WEIGHTS = of("int8-weights", blocks(8));

    /// Needs calibration data, or a golden set to take them from.
    public static final Recipe INT4_GPTQ =
            of(
                    "int4-gptq",
                    new Step.CalibratedBlocks(4, 32, false, Step.RowOrder.ACTIVITY, 4, List.of()));

    /// Needs calibration data, or a golden set to take them from.
    public static final Recipe INT4_AWQ =
            of("int4-awq", new Step.AwqScales(4, 32, false, List.of()), blocks(4));

    /// INT8 where there is much to save; the small tensors, whose INT8 form costs the most
    /// accuracy, in 16 bits.
    public static final Recipe STORED_INT8 =
            of(
                    "stored-int8",
                    new Step.StoredWeights(Step.StoredType.INT8, List.of(), 1024),
                    new Step.StoredWeights(Step.StoredType.FP16, List.of(), 128));

    public static final Recipe STORED_FP16 =
            of("stored-fp16", new Step.StoredWeights(Step.StoredType.FP16, List.of(), 128));

    /// Needs calibration data, or a golden set to take them from.
    public static final Recipe STATIC_INT8 =
            of("static-int8", new Step.StaticInt8(QdqSettings.STANDARD, List.of()));

    /// Needs calibration data, or a golden set to take them from.
    public static final Recipe SMOOTH_INT8 =
            of(
                    "smooth-int8",
                    new Step.Smooth(0.5, List.of()),
                    new Step.StaticInt8(QdqSettings.STANDARD, List.of()));

    /// Computes in 16 bits where the runtime can; inputs and outputs stay as they are.
    public static final Recipe FP16 =
            of("fp16", new Step.HalfCompute(Step.HalfType.FP16, true, List.of()));

    /// Refused where the runtime does not compute in `BFLOAT16`.
    public static final Recipe BF16 =
            of("bf16", new Step.HalfCompute(Step.HalfType.BF16, true, List.of()));

    private static final List<Recipe> STANDARD =
            List.of(
                    AUTO,
                    DYNAMIC_INT8,
                    STATIC_INT8,
                    SMOOTH_INT8,
                    INT4_WEIGHTS,
                    INT4_GPTQ,
                    INT4_AWQ,
                    INT8_WEIGHTS,
                    STORED_INT8,
                    STORED_FP16,
                    FP16,
                    BF16);

    public Recipe {
        steps = List.copyOf(steps);
        if (steps.isEmpty() != name.equals(SEARCHED)) {
            throw new IllegalArgumentException(
                    "a recipe has at least one step, and only auto has none: " + name);
        }
    }

    public static Recipe of(String name, Step... steps) {
        return new Recipe(name, List.of(steps));
    }

    private static Step blocks(int bits) {
        return new Step.BlockWeights(bits, 32, false, Step.RangeSearch.MSE, 4, List.of());
    }

    /// {@return this recipe, and then `next` on what it leaves}
    public Recipe then(Recipe next) {
        return new Recipe(
                name + "+" + next.name,
                Stream.concat(steps.stream(), next.steps.stream()).toList());
    }

    /// {@return its name on the command line and in the ledger}
    public String id() {
        return name;
    }

    /// {@return this recipe with nothing left to choose by the processor; it is named after what
    /// was chosen, so that it makes the same model on any machine}
    ///
    /// @param isa names of its instruction sets, as in [io.casemate.engine.fleet.Hardware#isa()]
    public Recipe on(Collection<String> isa) {
        List<Step> chosen = steps.stream().map(step -> on(step, isa)).toList();
        if (chosen.equals(steps)) {
            return this;
        }
        boolean reduces =
                chosen.stream()
                        .anyMatch(step ->
                                step instanceof Step.StaticInt8(QdqSettings settings, _)
                                        && settings.reducesRange().orElse(false));
        return new Recipe(name + (reduces ? "-7bit" : "-8bit"), chosen);
    }

    private static Step on(Step step, Collection<String> isa) {
        return switch (step) {
            case Step.StaticInt8(QdqSettings settings, List<String> keep) ->
                    new Step.StaticInt8(settings.on(isa), keep);
            case Step.DynamicInt8 _,
                    Step.BlockWeights _,
                    Step.CalibratedBlocks _,
                    Step.AwqScales _,
                    Step.Smooth _,
                    Step.BlockTables _,
                    Step.StoredWeights _,
                    Step.HalfCompute _ ->
                    step;
        };
    }

    /// {@return whether it needs calibration data}
    public boolean needsSamples() {
        return steps.stream().anyMatch(Step::needsSamples);
    }

    /// {@return its first step of static INT8}
    public Optional<Step.StaticInt8> staticInt8() {
        return steps.stream()
                .filter(Step.StaticInt8.class::isInstance)
                .map(Step.StaticInt8.class::cast)
                .findFirst();
    }

    /// {@return whether a search finds its steps}
    public boolean isSearched() {
        return steps.isEmpty();
    }

    /// {@return the recipes that need no file}
    public static List<Recipe> standard() {
        return STANDARD;
    }

    public static Optional<Recipe> find(String name) {
        return STANDARD.stream().filter(recipe -> recipe.name.equals(name)).findFirst();
    }

    /// {@return the names of the recipes that need no file, for people}
    public static String names() {
        return STANDARD.stream().map(Recipe::name).collect(Collectors.joining(", "));
    }
}
