package io.foodflow.engine.ledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MerkleProofsTest {

    private static final int MOST = 1_024;

    private final List<byte[]> entries = IntStream.range(0, MOST)
            .mapToObj(i -> ByteBuffer.allocate(4).putInt(i).array())
            .toList();
    private final NaiveTree naive = new NaiveTree(entries);
    private final NodeSource source =
            node -> new NaiveTree(entries.subList((int) node.begin(), (int) node.end())).root(1 << node.height());
    private final NodeSource remembered = new Remembered();

    /** The nodes of the naive tree, each hashed once. */
    private final class Remembered implements NodeSource {
        private final Map<TreeNode, Hash> known = new HashMap<>();

        @Override
        public Hash hash(TreeNode node) {
            var hash = known.get(node);
            if (hash == null) {
                hash = source.hash(node);
                known.put(node, hash);
            }
            return hash;
        }
    }

    @Test
    void hasTheRootOfTheRecursiveDefinitionAtEverySize() {
        var range = CompactRange.empty();
        assertThat(range.root()).isEqualTo(naive.root(0)).isEqualTo(TreeHashes.empty());
        for (int n = 1; n <= MOST; n++) {
            range.append(TreeHashes.leaf(entries.get(n - 1)));
            assertThat(range.root()).isEqualTo(naive.root(n));
            assertThat(range.hashes()).hasSize(Integer.bitCount(n));
        }
    }

    @Test
    void proofsAreThoseOfTheRecursiveDefinitionAndHold() {
        var random = new Random(9162);
        for (int n = 1; n <= MOST; n++) {
            for (int m : n <= 64 ? IntStream.range(0, n).toArray() : sample(n, random)) {
                checkInclusion(m, n);
                checkConsistency(m + 1, n);
            }
        }
    }

    @Test
    @Tag("long")
    void allProofsUpToThatSizeAreThoseOfTheRecursiveDefinitionAndHold() {
        for (int n = 1; n <= MOST; n++) {
            for (int m = 0; m < n; m++) {
                checkInclusion(m, n);
                checkConsistency(m + 1, n);
            }
        }
    }

    private static int[] sample(int n, Random random) {
        return IntStream.concat(IntStream.of(0, n - 1, Integer.highestOneBit(n) - 1), random.ints(2, 0, n))
                .toArray();
    }

    private void checkInclusion(int m, int n) {
        var proof = InclusionProof.of(m, n, remembered);
        assertThat(proof.path()).isEqualTo(naive.inclusion(m, n));
        assertThat(proof.proves(naive.leaf(m), naive.root(n))).isTrue();
        assertThat(proof.proves(naive.leaf((m + 1) % n), naive.root(n))).isEqualTo(n == 1);
        assertThat(new InclusionProof(m + 1, n, proof.path()).proves(naive.leaf(m), naive.root(n)))
                .isFalse();
    }

    private void checkConsistency(int m, int n) {
        var proof = ConsistencyProof.of(m, n, remembered);
        assertThat(proof.path()).isEqualTo(naive.consistency(m, n));
        assertThat(proof.proves(naive.root(m), naive.root(n))).isTrue();
        assertThat(proof.proves(naive.root(m - 1), naive.root(n))).isFalse();
        assertThat(proof.proves(naive.root(m), naive.root(n - 1))).isFalse();
    }

    @Test
    void eachChangeOfAProofIsRefused() {
        var proof = InclusionProof.of(300, 777, remembered);
        var consistency = ConsistencyProof.of(300, 777, remembered);
        for (int i = 0; i < proof.path().size(); i++) {
            assertThat(new InclusionProof(300, 777, flipped(proof.path(), i)).proves(naive.leaf(300), naive.root(777)))
                    .isFalse();
        }
        for (int i = 0; i < consistency.path().size(); i++) {
            assertThat(new ConsistencyProof(300, 777, flipped(consistency.path(), i))
                            .proves(naive.root(300), naive.root(777)))
                    .isFalse();
        }
        assertThat(new InclusionProof(300, 777, shortened(proof.path())).proves(naive.leaf(300), naive.root(777)))
                .isFalse();
        assertThat(new InclusionProof(300, 777, lengthened(proof.path())).proves(naive.leaf(300), naive.root(777)))
                .isFalse();
        assertThat(new ConsistencyProof(300, 777, shortened(consistency.path()))
                        .proves(naive.root(300), naive.root(777)))
                .isFalse();
        assertThat(new ConsistencyProof(300, 777, lengthened(consistency.path()))
                        .proves(naive.root(300), naive.root(777)))
                .isFalse();
    }

    private static List<Hash> flipped(List<Hash> path, int i) {
        var changed = new ArrayList<>(path);
        byte[] bytes = path.get(i).bytes();
        bytes[i % Hash.BYTES] ^= 1;
        changed.set(i, Hash.of(bytes));
        return changed;
    }

    private static List<Hash> shortened(List<Hash> path) {
        return path.subList(0, path.size() - 1);
    }

    private static List<Hash> lengthened(List<Hash> path) {
        var changed = new ArrayList<>(path);
        changed.add(path.getFirst());
        return changed;
    }

    @Test
    void refusesNumbersThatCannotBe() {
        var root = naive.root(8);
        assertThat(new InclusionProof(-1, 8, List.of()).proves(root, root)).isFalse();
        assertThat(new InclusionProof(8, 8, List.of()).proves(root, root)).isFalse();
        assertThat(new InclusionProof(0, 0, List.of()).proves(root, root)).isFalse();
        assertThat(new InclusionProof(Long.MAX_VALUE - 1, Long.MAX_VALUE, List.of()).proves(root, root))
                .isFalse();
        assertThat(new ConsistencyProof(-1, 8, List.of()).proves(root, root)).isFalse();
        assertThat(new ConsistencyProof(9, 8, List.of()).proves(root, root)).isFalse();
        assertThat(new ConsistencyProof(1, Long.MAX_VALUE, List.of()).proves(root, root))
                .isFalse();
        assertThatThrownBy(() -> InclusionProof.of(8, 8, remembered)).hasMessage("index must be 0..7, was 8");
        assertThatThrownBy(() -> ConsistencyProof.of(9, 8, remembered)).hasMessageContaining("was 9 and 8");
        assertThatThrownBy(() -> Hash.of(new byte[31])).hasMessage("a hash must have 32 bytes, had 31");
        assertThatThrownBy(() -> new TreeNode(63, 0)).hasMessage("height must be 0..62, was 63");
        assertThatThrownBy(() -> new TreeNode(0, -1)).hasMessage("index must not be negative, was -1");
    }

    @Test
    void theEmptyTreeIsContinuedByAllAndHasOneRoot() {
        assertThat(new ConsistencyProof(0, 8, List.of()).proves(TreeHashes.empty(), naive.root(8)))
                .isTrue();
        assertThat(new ConsistencyProof(0, 8, List.of()).proves(naive.root(1), naive.root(8)))
                .isFalse();
        assertThat(new ConsistencyProof(0, 8, List.of(naive.root(1))).proves(TreeHashes.empty(), naive.root(8)))
                .isFalse();
        assertThat(new ConsistencyProof(0, 0, List.of()).proves(naive.root(1), naive.root(1)))
                .isFalse();
    }

    @Test
    void rangesJoinWhereverTheyMeet() {
        var random = new Random(8785);
        for (int round = 0; round < 500; round++) {
            int begin = random.nextInt(600);
            int middle = begin + random.nextInt(200);
            int end = middle + random.nextInt(200);
            var left = CompactRange.of(begin, middle, remembered);
            left.append(CompactRange.of(middle, end, remembered));
            var whole = CompactRange.of(begin, end, remembered);
            assertThat(left.nodes()).isEqualTo(whole.nodes()).isEqualTo(CompactRange.cover(begin, end));
            assertThat(left.hashes()).isEqualTo(whole.hashes());
            assertThat(left.begin()).isEqualTo(begin);
            assertThat(left.end()).isEqualTo(end);
        }
        assertThat(CompactRange.of(777, remembered).root()).isEqualTo(naive.root(777));
    }

    @Test
    void saysWhatARangeCannotDo() {
        var range = CompactRange.startingAt(5);
        assertThatThrownBy(range::root).hasMessageContaining("begins at 5");
        assertThatThrownBy(() -> range.append(CompactRange.startingAt(6))).hasMessageContaining("must begin at 5");
        assertThatThrownBy(() -> CompactRange.startingAt(-1)).hasMessageContaining("was -1");
        assertThatThrownBy(() -> CompactRange.cover(3, 2)).hasMessageContaining("was 3 and 2");
    }
}
