package io.casemate.engine.ledger;

import io.casemate.engine.units.Digest;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/// The Merkle tree of RFC 6962, section 2.1, kept as its right edge: the hashes of the complete
/// subtrees, largest first. Appending is O(log n), and so is the root.
final class MerkleTree {
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final List<byte[]> edge = new ArrayList<>();
    private long size;

    MerkleTree() {}

    static Digest leafHash(byte[] leaf) {
        MessageDigest sha256 = Digest.newSha256();
        sha256.update(LEAF);
        return Digest.ofHash(sha256.digest(leaf));
    }

    void append(Digest leafHash) {
        byte[] hash = leafHash.hash();
        for (long subtrees = size; (subtrees & 1) == 1; subtrees >>= 1) {
            hash = nodeHash(edge.removeLast(), hash);
        }
        edge.add(hash);
        size++;
    }

    long size() {
        return size;
    }

    LedgerHead head() {
        return new LedgerHead(size, root());
    }

    /// {@return the tree hash over all leaves; of no leaves, the SHA-256 of nothing}
    Digest root() {
        if (edge.isEmpty()) {
            return Digest.of(new byte[0]);
        }
        byte[] hash = edge.getLast();
        for (int i = edge.size() - 2; i >= 0; i--) {
            hash = nodeHash(edge.get(i), hash);
        }
        return Digest.ofHash(hash);
    }

    private static byte[] nodeHash(byte[] left, byte[] right) {
        MessageDigest sha256 = Digest.newSha256();
        sha256.update(NODE);
        sha256.update(left);
        return sha256.digest(right);
    }
}
