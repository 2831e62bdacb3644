package io.foodflow.engine.ledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The probes of transparency-dev/merkle; where they are from is in SOURCES.md beside them. */
class PublicVectorsTest {

    @Test
    void allAreJudgedAsThereButForOneOfTheEmptyTree() throws IOException {
        var otherwise = new ArrayList<JsonNode>();
        var vectors = vectors();
        for (var vector : vectors) {
            if (holds(vector) == vector.get("wantErr").asBoolean()) {
                otherwise.add(vector);
            }
        }
        assertThat(vectors).hasSize(195);
        // Two trees that say they are empty and agree on a root that is no hash at all: there is only one empty tree.
        assertThat(otherwise).hasSize(1);
        assertThat(otherwise.getFirst().get("size1").asLong()).isZero();
        assertThat(otherwise.getFirst().get("size2").asLong()).isZero();
    }

    private static boolean holds(JsonNode vector) {
        var path = StreamSupport.stream(vector.get("proof").spliterator(), false)
                .map(PublicVectorsTest::hash)
                .toList();
        if (path.stream().anyMatch(Optional::isEmpty)) {
            return false;
        }
        var hashes = path.stream().map(Optional::orElseThrow).toList();
        return vector.get("kind").asString().equals("inclusion")
                ? inclusionHolds(vector, hashes)
                : consistencyHolds(vector, hashes);
    }

    private static boolean inclusionHolds(JsonNode vector, List<Hash> path) {
        var leaf = hash(vector.get("leafHash"));
        var root = hash(vector.get("root"));
        // Unsigned numbers above 2^63 come as negative ones.
        var proof = new InclusionProof(
                vector.get("leafIdx").bigIntegerValue().longValue(),
                vector.get("treeSize").bigIntegerValue().longValue(),
                path);
        return leaf.isPresent() && root.isPresent() && proof.proves(leaf.get(), root.get());
    }

    private static boolean consistencyHolds(JsonNode vector, List<Hash> path) {
        var proof = new ConsistencyProof(
                vector.get("size1").bigIntegerValue().longValue(),
                vector.get("size2").bigIntegerValue().longValue(),
                path);
        return proof.proves(root(vector.get("root1")), root(vector.get("root2")));
    }

    /** Some roots of the vectors are words; their hash stands for them. */
    private static Hash root(JsonNode node) {
        return hash(node).orElseGet(() -> TreeHashes.leaf(node.asString().getBytes(StandardCharsets.UTF_8)));
    }

    private static Optional<Hash> hash(JsonNode node) {
        try {
            return Optional.of(Hash.ofBase64(node.asString()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<JsonNode> vectors() throws IOException {
        try (InputStream in = PublicVectorsTest.class.getResourceAsStream("transparency-dev-merkle.jsonl")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(JsonMapper.shared()::readTree)
                    .toList();
        }
    }
}
