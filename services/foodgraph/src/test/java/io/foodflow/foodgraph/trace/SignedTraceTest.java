package io.foodflow.foodgraph.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.foodgraph.graph.NodeKind;
import io.foodflow.foodgraph.graph.RelationshipKind;
import io.foodflow.foodgraph.trace.TraceAnswer.Summary;
import io.foodflow.foodgraph.trace.TraceAnswer.TracedEdge;
import io.foodflow.foodgraph.trace.TraceAnswer.TracedNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SignedTraceTest {

    private static final UUID A = new UUID(0, 1);
    private static final UUID B = new UUID(0, 2);
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

    private static TracedNode node(UUID id, int depth, @Nullable Instant arrived, @Nullable UUID parent) {
        return new TracedNode(
                id,
                NodeKind.BATCH,
                "k" + depth,
                null,
                "L" + depth,
                null,
                "Milk",
                null,
                null,
                12.5,
                "KGM",
                depth,
                arrived,
                parent);
    }

    /** Signatures that were made hold the hash of just this: another text makes them all read as of another report. */
    @Test
    void spellsAReportOutByMembersThatStay() {
        var edge = new TracedEdge(new UUID(0, 3), A, B, RelationshipKind.USED_IN, TIME, null, null);
        var start = node(A, 0, null, null);
        var answer = new TraceAnswer(
                "forward",
                "time_respecting",
                start,
                new Summary(2, 1, 2, 1, false, 1, TIME, TIME, List.of(), 7.25),
                List.of(node(B, 1, TIME, edge.id()), start),
                List.of(edge),
                null);
        var id = "00000000-0000-0000-0000-00000000000";
        assertThat(JsonMapper.shared().writeValueAsString(SignedTrace.content("forward:" + A, List.of(answer))))
                .isEqualTo(("{\"form\":\"trace_report v1\",\"forward\":{"
                                + "\"edges\":[{\"from\":\"#1\",\"id\":\"#3\",\"kind\":\"USED_IN\",\"time\":\"2026-01-02T03:04:05Z\",\"to\":\"#2\"}],"
                                + "\"mode\":\"time_respecting\",\"nodes\":["
                                + "{\"depth\":0,\"id\":\"#1\",\"key\":\"k0\",\"kind\":\"batch\",\"lot_code\":\"L0\",\"product_name\":\"Milk\",\"quantity\":12.5,\"unit\":\"KGM\"},"
                                + "{\"arrived_at\":\"2026-01-02T03:04:05Z\",\"depth\":1,\"id\":\"#2\",\"key\":\"k1\",\"kind\":\"batch\",\"lot_code\":\"L1\",\"product_name\":\"Milk\",\"quantity\":12.5,\"unit\":\"KGM\"}],"
                                + "\"start\":\"#1\"},\"question\":\"forward:#1\"}")
                        .replace("#", id));
    }
}
