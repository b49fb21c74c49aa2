package io.casemate.engine.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.casemate.engine.tensors.Datatype;
import io.casemate.engine.tensors.Port;
import io.casemate.engine.tensors.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Native tensors kept from one request to the next while the shapes stay the same. For small
/// tensors only: copying 64 KiB costs less than opening a tensor. Confined to one [Replica].
final class Binding {
    private static final int MAX_BYTES = 64 << 10;

    private final NativeHandles handles;
    private final List<long[]> shapes = new ArrayList<>();
    private final List<String> wanted;
    private final List<Port> outputPorts;
    private final List<ByteBuffer> inputMemory = new ArrayList<>();
    private final List<ByteBuffer> outputMemory = new ArrayList<>();
    private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();

    /// Empty unless the shapes of all wanted outputs are fixed.
    private final Map<String, OnnxTensor> outputs = new LinkedHashMap<>();

    private Binding(NativeHandles handles, List<String> wanted, List<Port> outputPorts) {
        this.handles = handles;
        this.wanted = wanted;
        this.outputPorts = outputPorts;
    }

    static boolean suits(Request request) {
        long bytes = 0;
        for (Tensor input : request.inputs()) {
            if (input.datatype() == Datatype.BYTES) {
                return false;
            }
            bytes += input.data().remaining();
        }
        return bytes <= MAX_BYTES;
    }

    static Binding open(
            OrtEnvironment environment, NativeHandles handles, Request request, List<Port> ports)
            throws OrtException {
        var binding = new Binding(handles, request.outputs(), ports);
        try {
            for (Tensor input : request.inputs()) {
                ByteBuffer memory = memory(input.data().remaining());
                binding.shapes.add(input.shape().clone());
                binding.inputMemory.add(memory);
                binding.inputs.put(
                        input.name(),
                        handles.opened(
                                OrtTensors.open(
                                        environment, input.datatype(), memory, input.shape())));
            }
            if (ports.stream().allMatch(Binding::isFixedAndSmall)) {
                binding.pin(environment);
            }
            return binding;
        } catch (OrtException e) {
            binding.close();
            throw e;
        }
    }

    boolean fits(Request request) {
        if (!request.outputs().equals(wanted)) {
            return false;
        }
        for (int i = 0; i < shapes.size(); i++) {
            if (!Arrays.equals(shapes.get(i), request.inputs().get(i).shape())) {
                return false;
            }
        }
        return true;
    }

    List<Tensor> run(OrtSession session, Request request, OrtSession.RunOptions options)
            throws OrtException {
        for (int i = 0; i < inputMemory.size(); i++) {
            ByteBuffer data = request.inputs().get(i).data();
            inputMemory.get(i).put(0, data, data.position(), data.remaining());
        }
        OrtSession.Result result =
                handles.opened(
                        outputs.isEmpty()
                                ? session.run(inputs, Set.copyOf(wanted), options)
                                : session.run(inputs, Set.of(), outputs, options));
        try {
            return outputs.isEmpty() ? Replica.copies(outputPorts, result) : pinnedCopies();
        } finally {
            handles.close(result);
        }
    }

    void close() {
        inputs.values().forEach(handles::close);
        outputs.values().forEach(handles::close);
    }

    private void pin(OrtEnvironment environment) throws OrtException {
        for (Port port : outputPorts) {
            ByteBuffer memory = memory(Math.toIntExact(bytes(port)));
            outputMemory.add(memory);
            outputs.put(
                    port.name(),
                    handles.opened(
                            OrtTensors.open(environment, port.datatype(), memory, shape(port))));
        }
    }

    private List<Tensor> pinnedCopies() {
        List<Tensor> copies = new ArrayList<>(outputPorts.size());
        for (int i = 0; i < outputPorts.size(); i++) {
            Port port = outputPorts.get(i);
            ByteBuffer memory = outputMemory.get(i);
            byte[] copy = new byte[memory.capacity()];
            memory.get(0, copy);
            copies.add(
                    new Tensor(
                            port.name(),
                            port.datatype(),
                            shape(port),
                            ByteBuffer.wrap(copy).order(ByteOrder.nativeOrder())));
        }
        return copies;
    }

    /// An empty shape may stand for an unknown rank, so scalars are not pinned.
    private static boolean isFixedAndSmall(Port port) {
        return switch (port.datatype()) {
            case BYTES, UINT16, UINT32, UINT64 -> false;
            case BOOL, UINT8, INT8, INT16, INT32, INT64, FP16, BF16, FP32, FP64 ->
                    !port.shape().isEmpty()
                            && port.shape().stream().allMatch(size -> size > 0 && size <= MAX_BYTES)
                            && bytes(port) <= MAX_BYTES;
        };
    }

    private static long bytes(Port port) {
        double approximate = port.datatype().bytes();
        for (long size : port.shape()) {
            approximate *= size;
        }
        return approximate > MAX_BYTES ? Long.MAX_VALUE : (long) approximate;
    }

    private static long[] shape(Port port) {
        return port.shape().stream().mapToLong(Long::longValue).toArray();
    }

    private static ByteBuffer memory(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
}
