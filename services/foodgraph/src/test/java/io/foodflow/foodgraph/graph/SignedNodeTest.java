package io.foodflow.foodgraph.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SignedNodeTest {

    private static final UUID ID = new UUID(0x0192_0000_0000_7000L, 0x8000_0000_0000_0001L);
    private static final Instant MADE = Instant.parse("2026-01-02T03:04:05Z");

    private static String text(Node node) {
        return JsonMapper.shared().writeValueAsString(SignedNode.content(node));
    }

    /** Signatures that were made hold the hash of just this: another text makes them all read as of another record. */
    @Test
    void spellsALotOutByMembersThatStay() {
        var lot = new Node(
                ID,
                NodeKind.BATCH,
                "https://id.gs1.org/01/04012345000016/10/L1",
                null,
                "L1",
                "04012345000016",
                "Milk powder",
                "Dairy",
                "in_progress",
                12.5,
                "KGM",
                Map.of("fat", 1.5),
                3,
                MADE,
                MADE.plusSeconds(60));
        assertThat(text(lot))
                .isEqualTo(
                        "{\"created_at\":\"2026-01-02T03:04:05Z\",\"form\":\"node v1\","
                                + "\"gtin\":\"04012345000016\",\"id\":\"01920000-0000-7000-8000-000000000001\","
                                + "\"key\":\"https://id.gs1.org/01/04012345000016/10/L1\",\"kind\":\"batch\",\"location_name\":\"Dairy\","
                                + "\"lot_code\":\"L1\",\"product_name\":\"Milk powder\",\"properties\":{\"fat\":1.5},\"quantity\":12.5,"
                                + "\"state\":\"in_progress\",\"unit\":\"KGM\",\"updated_at\":\"2026-01-02T03:05:05Z\",\"version\":3}");
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        var bare = new Node(
                ID, NodeKind.BATCH, "k", null, null, null, null, null, null, null, null, Map.of(), 1, MADE, MADE);
        assertThat(text(bare))
                .isEqualTo("{\"created_at\":\"2026-01-02T03:04:05Z\",\"form\":\"node v1\","
                        + "\"id\":\"01920000-0000-7000-8000-000000000001\",\"key\":\"k\",\"kind\":\"batch\",\"properties\":{},"
                        + "\"updated_at\":\"2026-01-02T03:04:05Z\",\"version\":1}");
    }
}
