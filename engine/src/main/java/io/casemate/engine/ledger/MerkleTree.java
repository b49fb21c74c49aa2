package io.casemate.engine.ledger;

import io.casemate.engine.units.Digest;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/// The Merkle tree hash of a growing list. Holds one hash for each complete subtree on the right
/// edge, so that adding a leaf costs O(log n).
///
/// ```
/// 7 leaves:      root
///               /    \
///         [0..4)      *        held: [0..4) [4..6) [6..7)
///                    / \
///              [4..6)  [6..7)
/// ```
///
/// Source: RFC 6962 section 2.1. Not safe for several threads.
final class MerkleTree {
    private final Deque<Subtree> edge = new ArrayDeque<>();
    private long size;

    /// A complete subtree.
    private record Subtree(int height, byte[] hash) {}

    static Digest leafHash(byte[] leaf) {
        MessageDigest sha256 = Digest.newSha256();
        sha256.update((byte) 0);
        return Digest.ofHash(sha256.digest(leaf));
    }

    private static byte[] nodeHash(byte[] left, byte[] right) {
        MessageDigest sha256 = Digest.newSha256();
        sha256.update((byte) 1);
        sha256.update(left);
        return sha256.digest(right);
    }

    void append(Digest leafHash) {
        var grown = new Subtree(0, leafHash.hash());
        while (!edge.isEmpty() && edge.peekLast().height() == grown.height()) {
            Subtree left = edge.removeLast();
            grown = new Subtree(left.height() + 1, nodeHash(left.hash(), grown.hash()));
        }
        edge.addLast(grown);
        size++;
    }

    long size() {
        return size;
    }

    Digest root() {
        if (edge.isEmpty()) {
            return Digest.of(new byte[0]);
        }
        Iterator<Subtree> fromRight = edge.descendingIterator();
        byte[] hash = fromRight.next().hash();
        while (fromRight.hasNext()) {
            hash = nodeHash(fromRight.next().hash(), hash);
        }
        return Digest.ofHash(hash);
    }
}
