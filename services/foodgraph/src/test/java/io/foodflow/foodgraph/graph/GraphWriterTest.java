package io.foodflow.foodgraph.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.TestPlatform;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** How what several events say of one node adds up in the table. */
class GraphWriterTest {

    private static final Instant MONDAY = Instant.parse("2026-01-05T00:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-01-06T00:00:00Z");
    private static TestPlatform platform;
    private Tenant tenant;

    @BeforeAll
    static void start() {
        platform = TestPlatform.start();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @BeforeEach
    void tenant() {
        tenant = platform.newTenant();
    }

    @Test
    void addsANodeOnceAndItsProductWithIt() {
        write(lot("in_progress", "urn:x:here", MONDAY));
        write(lot("in_progress", "urn:x:here", MONDAY));
        assertThat(row()).containsEntry("version", 1L).containsEntry("state", "in_progress");
        assertThat(count("select count(*) from nodes")).isEqualTo(3);
        assertThat(count("select count(*) from relationships where kind = 14")).isEqualTo(1);
    }

    @Test
    void followsALotToItsLatestPlaceAndStateOnly() {
        write(lot("in_progress", "urn:x:here", TUESDAY));
        write(lot("active", "urn:x:there", MONDAY));
        assertThat(row()).containsEntry("state", "in_progress").containsEntry("location", "urn:x:here");
        write(lot("in_transit", "urn:x:there", TUESDAY.plusSeconds(1)));
        assertThat(row())
                .containsEntry("state", "in_transit")
                .containsEntry("location", "urn:x:there")
                .containsEntry("version", 2L);
    }

    @Test
    void addsUpWhatIsSaidOfANode() {
        write(new NodeMention(
                "urn:x:lot",
                NodeKind.INGREDIENT,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of("a", 1),
                MONDAY));
        write(new NodeMention(
                "urn:x:lot", NodeKind.BATCH, "Name", "L", "1", null, null, null, 5.0, "KGM", Map.of("b", 2), TUESDAY));
        write(new NodeMention(
                "urn:x:lot",
                NodeKind.INGREDIENT,
                null,
                "M",
                "2",
                null,
                null,
                null,
                6.0,
                "LTR",
                Map.of("b", 3),
                MONDAY));
        assertThat(row())
                .containsEntry("kind", (Object) NodeKind.BATCH.code())
                .containsEntry("name", "Name")
                .containsEntry("lot_code", "L")
                .containsEntry("quantity", 5.0)
                .containsEntry("unit", "KGM")
                .containsEntry("properties", "{\"a\": 1, \"b\": 3}");
    }

    @Test
    void joinsMentionsOfOneKeyBeforeItWrites() {
        var earlier = lot("active", "urn:x:there", MONDAY);
        var later = lot("in_progress", "urn:x:here", TUESDAY);
        for (var merged : List.of(earlier.merge(later), later.merge(earlier))) {
            assertThat(merged.state()).isEqualTo("in_progress");
            assertThat(merged.location()).isEqualTo("urn:x:here");
            assertThat(merged.time()).isEqualTo(TUESDAY);
        }
        assertThat(NodeMention.of("urn:x:lot", NodeKind.OTHER).merge(earlier).time())
                .isEqualTo(MONDAY);
        assertThat(earlier.merge(NodeMention.of("urn:x:lot", NodeKind.BATCH)).kind())
                .isEqualTo(NodeKind.BATCH);
    }

    @Test
    void refusesARelationshipOfNodesItIsNotTold() {
        var statement = new GraphWriter.Statement(
                RelationshipMention.of(RelationshipKind.SUPPLIES, "urn:x:lot", "urn:x:nowhere", MONDAY), null);
        assertThatThrownBy(() -> write(List.of(lot("active", null, MONDAY)), List.of(statement)))
                .hasMessageContaining("urn:x:nowhere");
        assertThat(count("select count(*) from nodes")).isZero();
    }

    private static NodeMention lot(String state, @Nullable String place, Instant time) {
        return new NodeMention(
                "urn:x:lot",
                NodeKind.INGREDIENT,
                null,
                "L",
                null,
                "urn:x:product",
                place,
                state,
                null,
                null,
                Map.of(),
                time);
    }

    private void write(NodeMention lot) {
        var mentions = new ArrayList<>(List.of(lot));
        if (lot.product() != null) {
            mentions.add(NodeMention.of(lot.product(), NodeKind.PRODUCT));
        }
        if (lot.location() != null) {
            mentions.add(NodeMention.of(lot.location(), NodeKind.LOCATION));
        }
        write(mentions, List.of());
    }

    private void write(List<NodeMention> mentions, List<GraphWriter.Statement> statements) {
        platform.inside(
                tenant,
                () -> platform.bean(UnitOfWork.class).write(change -> {
                    change.nothing();
                    platform.bean(GraphWriter.class).write(mentions, statements);
                    return true;
                }));
    }

    private Map<String, Object> row() {
        return platform.inside(
                tenant,
                () -> platform.bean(UnitOfWork.class)
                        .read(() -> platform.bean(JdbcTemplate.class).queryForMap("""
                        select n.kind::int, n.name, n.lot_code, n.state, n.quantity, n.unit, n.version,
                               n.properties::text, l.key as location
                        from nodes n left join nodes l on l.no = n.location_no where n.key = 'urn:x:lot'
                        """)));
    }

    private long count(String sql) {
        return platform.inside(
                tenant,
                () -> platform.bean(UnitOfWork.class)
                        .read(() -> platform.bean(JdbcTemplate.class).queryForObject(sql, Long.class)));
    }
}
