package io.casemate.engine.airlock;

import io.casemate.engine.onnx.Source;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Looks for programs, archives, pickles and scripts among bytes that should be weights. Goes
/// through every byte in pieces, and looks closer only where a signature can begin.
final class ContentScan implements AutoCloseable {
    /// Shorter content is passed over: nothing that runs fits, and chance hits would be many.
    private static final int SHORTEST = 512;

    private final SourceBytes bytes = new SourceBytes();
    private final byte[] piece = new byte[SourceBytes.PIECE];
    private final Excerpt excerpt = new Excerpt(bytes);
    private final boolean[] isFirst = new boolean[1 << Byte.SIZE];
    private final boolean[] isStart = new boolean[1 << 2 * Byte.SIZE];
    private final List<Signature> signatures = List.of(Signature.values());

    ContentScan() {
        for (Signature signature : signatures) {
            isFirst[signature.first()] = true;
            signature.seconds().forEach(second -> isStart[signature.first() << 8 | second] = true);
        }
    }

    /// Something that is no weights.
    ///
    /// @param offset in the source, in bytes
    record Hit(Signature signature, long offset) {}

    /// {@return the first thing in `source` that is no weights}
    Optional<Hit> of(Source source) throws IOException {
        long last = source.length() - SHORTEST;
        for (long position = 0; position <= last; position += piece.length) {
            int length = bytes.read(source, position, piece);
            int end = (int) Math.min(length, last - position + 1);
            for (int i = next(0, end); i < end; i = next(i + 1, end)) {
                if (i == length - 1 || isStart[(piece[i] & 0xff) << 8 | piece[i + 1] & 0xff]) {
                    Optional<Hit> hit = look(source, position, new Place(i, length));
                    if (hit.isPresent()) {
                        return hit;
                    }
                }
            }
        }
        return Optional.empty();
    }

    /// {@return the first place from `from` on, before `end`, where something can begin; or `end`}
    private int next(int from, int end) {
        byte[] local = piece;
        boolean[] wanted = isFirst;
        int i = from;
        while (i < end && !wanted[local[i] & 0xff]) {
            i++;
        }
        return i;
    }

    /// Of the current piece.
    private record Place(int index, int length) {}

    private Optional<Hit> look(Source source, long position, Place place) throws IOException {
        for (Signature signature : signatures) {
            if (signature.first() == (piece[place.index()] & 0xff)
                    && signature.begins(piece, place.index(), place.length())) {
                long offset = position + place.index();
                if (signature.isAt(excerpt.at(source, offset))) {
                    return Optional.of(new Hit(signature, offset));
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
