package io.casemate.engine.quantize.rewrite;

/// A tensor in `int8`, symmetric, with one scale for each channel: `value = quantized * scale`.
///
/// Nothing is clipped: a few clipped weights cost the output more than finer steps for all others
/// gain.
///
/// @param values in the order of the tensor
/// @param scales one for each channel
record Int8Channels(byte[] values, float[] scales) {
    private static final float LARGEST = 127;

    /// So many channels are gathered at a time where their elements are not beside each other.
    private static final int ABREAST = 16;

    /// Adding and subtracting it rounds a `float` below 2^22 to an integer, half to even.
    private static final float ROUNDER = 3 << 22;

    static Int8Channels of(float[] values, Channels channels) {
        var out = new Int8Channels(new byte[values.length], new float[channels.count()]);
        int abreast = Math.min(ABREAST, channels.channels());
        float[] gathered = new float[Math.multiplyExact(abreast, channels.size())];
        for (int batch = 0; batch < channels.batches(); batch++) {
            for (int first = 0; first < channels.channels(); first += abreast) {
                int count = Math.min(abreast, channels.channels() - first);
                var part = new Part(channels, batch, first, count);
                part.gather(values, gathered);
                for (int i = 0; i < count; i++) {
                    float scale = scale(gathered, i * channels.size(), channels.size());
                    out.scales[batch * channels.channels() + first + i] = scale;
                    quantize(gathered, i * channels.size(), channels.size(), scale);
                }
                part.scatter(gathered, out.values);
            }
        }
        return out;
    }

    private static float scale(float[] values, int from, int count) {
        float largest = 0;
        for (int i = from; i < from + count; i++) {
            largest = Math.max(largest, Math.abs(values[i]));
        }
        float scale = largest / LARGEST;
        return scale < Float.MIN_NORMAL ? 1 : scale;
    }

    private static void quantize(float[] values, int from, int count, float scale) {
        for (int i = from; i < from + count; i++) {
            values[i] = quantized(values[i] / scale);
        }
    }

    private static float quantized(float value) {
        float within = Math.max(-LARGEST, Math.min(LARGEST, value));
        return within + ROUNDER - ROUNDER;
    }

    /// `count` channels from `first` on, of one batch.
    private record Part(Channels channels, int batch, int first, int count) {

        private int at(int row, int channel) {
            return ((batch * channels.rows() + row) * channels.channels() + first + channel)
                    * channels.width();
        }

        private void gather(float[] values, float[] gathered) {
            int width = channels.width();
            for (int row = 0; row < channels.rows(); row++) {
                for (int i = 0; i < count; i++) {
                    int to = i * channels.size() + row * width;
                    System.arraycopy(values, at(row, i), gathered, to, width);
                }
            }
        }

        private void scatter(float[] gathered, byte[] values) {
            int width = channels.width();
            for (int row = 0; row < channels.rows(); row++) {
                for (int i = 0; i < count; i++) {
                    int from = i * channels.size() + row * width;
                    int to = at(row, i);
                    for (int j = 0; j < width; j++) {
                        values[to + j] = (byte) gathered[from + j];
                    }
                }
            }
        }
    }
}
