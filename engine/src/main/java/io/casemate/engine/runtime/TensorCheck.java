package io.casemate.engine.runtime;

import io.casemate.engine.problem.Outcome;
import io.casemate.engine.problem.Problem;
import io.casemate.engine.tensors.Datatype;
import io.casemate.engine.tensors.Port;
import io.casemate.engine.tensors.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Compares what a request brings with what the model takes, before anything native sees it.
final class TensorCheck {
    private final String model;
    private final Ports ports;
    private final List<String> allOutputs;

    TensorCheck(String model, Ports ports) {
        this.model = model;
        this.ports = ports;
        allOutputs = ports.outputs().stream().map(Port::name).toList();
    }

    /// {@return the inputs in the model's order}
    Outcome<List<Tensor>> inputs(List<Tensor> given) {
        if (given.size() > ports.inputs().size()) {
            return refused(
                    "It brings %d inputs and the model takes %d"
                            .formatted(given.size(), ports.inputs().size()));
        }
        List<Tensor> ordered = new ArrayList<>(ports.inputs().size());
        for (Port port : ports.inputs()) {
            Optional<Tensor> tensor =
                    given.stream().filter(one -> one.name().equals(port.name())).findFirst();
            if (tensor.isEmpty()) {
                return refused(
                        "Input '%s' is missing; it brings %s"
                                .formatted(port.name(), given.stream().map(Tensor::name).toList()));
            }
            Optional<String> misfit = misfit(port, tensor.get());
            if (misfit.isPresent()) {
                return refused(misfit.get());
            }
            ordered.add(tensor.get());
        }
        return Outcome.done(ordered);
    }

    /// {@return the outputs to compute; all of them when none is named}
    Outcome<List<String>> outputs(List<String> wanted) {
        if (wanted.isEmpty()) {
            return Outcome.done(allOutputs);
        }
        if (new HashSet<>(wanted).size() < wanted.size()) {
            return refused("It asks for an output twice: %s".formatted(wanted));
        }
        for (String name : wanted) {
            if (!allOutputs.contains(name)) {
                return refused(
                        "It asks for output '%s', and the model has %s"
                                .formatted(name, allOutputs));
            }
        }
        return Outcome.done(wanted);
    }

    private static Optional<String> misfit(Port port, Tensor tensor) {
        if (tensor.datatype() != port.datatype()) {
            return Optional.of(
                    "Input '%s' is %s, and the model takes %s"
                            .formatted(port.name(), tensor.datatype(), port.datatype()));
        }
        return fits(port.shape(), tensor.shape())
                ? wrongData(tensor)
                : Optional.of(
                        "Input '%s' has shape %s, and the model takes %s (-1: any size)"
                                .formatted(
                                        port.name(),
                                        Arrays.toString(tensor.shape()),
                                        port.shape()));
    }

    /// ONNX Runtime shows an unknown rank as it shows a scalar; such inputs it checks itself.
    private static boolean fits(List<Long> port, long[] shape) {
        if (Arrays.stream(shape).anyMatch(size -> size < 0)) {
            return false;
        }
        if (port.isEmpty()) {
            return true;
        }
        boolean fits = port.size() == shape.length;
        for (int i = 0; fits && i < shape.length; i++) {
            fits = port.get(i) < 0 || port.get(i) == shape[i];
        }
        return fits;
    }

    private static Optional<String> wrongData(Tensor tensor) {
        long held = tensor.data().remaining();
        try {
            long elements = tensor.elements();
            if (tensor.datatype() == Datatype.BYTES) {
                return holdsStrings(tensor.data(), elements)
                        ? Optional.empty()
                        : Optional.of(
                                "Input '%s' does not hold %d length-prefixed strings"
                                        .formatted(tensor.name(), elements));
            }
            long needed = Math.multiplyExact(elements, tensor.datatype().bytes());
            return needed == held
                    ? Optional.empty()
                    : Optional.of(
                            "Input '%s' holds %d bytes, and shape %s of %s needs %d"
                                    .formatted(
                                            tensor.name(),
                                            held,
                                            Arrays.toString(tensor.shape()),
                                            tensor.datatype(),
                                            needed));
        } catch (ArithmeticException _) {
            return Optional.of(
                    "Input '%s' has shape %s, which is more elements than can be counted"
                            .formatted(tensor.name(), Arrays.toString(tensor.shape())));
        }
    }

    private static boolean holdsStrings(ByteBuffer data, long elements) {
        ByteBuffer rest = data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        for (long i = 0; i < elements; i++) {
            if (rest.remaining() < Integer.BYTES) {
                return false;
            }
            int length = rest.getInt();
            if (length < 0 || length > rest.remaining()) {
                return false;
            }
            rest.position(rest.position() + length);
        }
        return !rest.hasRemaining();
    }

    private <T> Outcome<T> refused(String why) {
        return Outcome.refused(
                new Problem(
                        RuntimeProblem.DOES_NOT_FIT,
                        "A request to '%s' was not run.".formatted(model),
                        why + ".",
                        "Compare the request with the model's metadata."));
    }
}
