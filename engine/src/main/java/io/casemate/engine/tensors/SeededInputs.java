package io.casemate.engine.tensors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Inputs made from nothing but a seed, for models that bring no golden set. They show whether and
/// how fast a model runs, and how far a variant is from its parent; they say nothing of accuracy on
/// real data, so every figure made from them is labelled.
public final class SeededInputs {
    private static final byte[] TEXT = {'t', 'e', 'x', 't'};

    private SeededInputs() {}

    /// {@return one tensor a port; floats uniform in -1 to 1, integers 0 or 1}
    ///
    /// @param freeSize used for every size that may vary, except that the first becomes 1
    public static List<Tensor> of(List<Port> ports, long seed, long freeSize) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        return ports.stream().map(port -> tensor(port, random, freeSize)).toList();
    }

    private static Tensor tensor(Port port, RandomGenerator random, long freeSize) {
        long[] shape = new long[port.shape().size()];
        for (int i = 0; i < shape.length; i++) {
            long size = port.shape().get(i);
            shape[i] = size >= 0 ? size : i == 0 ? 1 : freeSize;
        }
        int elements = Math.toIntExact(Tensor.elements(shape));
        int elementBytes =
                port.datatype() == Datatype.BYTES
                        ? Integer.BYTES + TEXT.length
                        : port.datatype().bytes();
        ByteBuffer data =
                ByteBuffer.allocateDirect(Math.multiplyExact(elements, elementBytes))
                        .order(ByteOrder.nativeOrder());
        for (int i = 0; i < elements; i++) {
            put(data, port.datatype(), random);
        }
        return new Tensor(port.name(), port.datatype(), shape, data.flip());
    }

    private static void put(ByteBuffer data, Datatype datatype, RandomGenerator random) {
        switch (datatype) {
            case FP32 -> data.putFloat(random.nextFloat(-1, 1));
            case FP64 -> data.putDouble(random.nextDouble(-1, 1));
            case FP16 -> data.putShort(Float.floatToFloat16(random.nextFloat(-1, 1)));
            case BF16 ->
                    data.putShort((short) (Float.floatToIntBits(random.nextFloat(-1, 1)) >>> 16));
            case BOOL, UINT8, INT8 -> data.put((byte) random.nextInt(2));
            case UINT16, INT16 -> data.putShort((short) random.nextInt(2));
            case UINT32, INT32 -> data.putInt(random.nextInt(2));
            case UINT64, INT64 -> data.putLong(random.nextInt(2));
            case BYTES ->
                    data.put(
                            ByteBuffer.allocate(Integer.BYTES + TEXT.length)
                                    .order(ByteOrder.LITTLE_ENDIAN)
                                    .putInt(TEXT.length)
                                    .put(TEXT)
                                    .flip());
        }
    }
}
