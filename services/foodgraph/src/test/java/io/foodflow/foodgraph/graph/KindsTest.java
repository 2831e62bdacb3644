package io.foodflow.foodgraph.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The codes of kinds are in every tenant's tables: they may be added to, never changed. */
class KindsTest {

    @Test
    void keepsTheCodesOfNodeKinds() {
        assertThat(Arrays.stream(NodeKind.values()).map(NodeKind::word))
                .containsExactly(
                        "product",
                        "ingredient",
                        "batch",
                        "item",
                        "logistic_unit",
                        "asset",
                        "supplier",
                        "party",
                        "location",
                        "equipment",
                        "distribution",
                        "production_run",
                        "document",
                        "other");
        assertThat(NodeKind.DOCUMENT.code()).isEqualTo(12);
        assertThat(NodeKind.of(8)).isEqualTo(NodeKind.LOCATION);
    }

    @Test
    void keepsTheCodesOfRelationshipKinds() {
        assertThat(Arrays.stream(RelationshipKind.values()).map(Enum::name))
                .containsExactly(
                        "USED_IN",
                        "PRODUCES",
                        "PACKED_INTO",
                        "UNPACKED_TO",
                        "DISTRIBUTED_TO",
                        "SHIPPED_TO",
                        "SUPPLIES",
                        "TRANSFERRED_TO",
                        "CONTAINS",
                        "SOURCES_FROM",
                        "SOURCED_FROM",
                        "PRODUCED_AT",
                        "PROCESSED",
                        "OBSERVED_AT",
                        "INSTANCE_OF",
                        "DOCUMENTED_BY",
                        "RELATED_TO");
        assertThat(RelationshipKind.RELATED_TO.code()).isEqualTo(16);
        assertThat(RelationshipKind.of(7)).isEqualTo(RelationshipKind.TRANSFERRED_TO);
        assertThat(RelationshipKind.UNPACKED_TO.isFlow()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "INGREDIENT, BATCH, BATCH",
        "BATCH, INGREDIENT, BATCH",
        "PARTY, SUPPLIER, SUPPLIER",
        "OTHER, LOCATION, LOCATION",
        "LOCATION, OTHER, LOCATION",
        "LOCATION, PARTY, LOCATION",
        "PRODUCT, BATCH, PRODUCT"
    })
    void keepsTheMoreTellingKind(NodeKind known, NodeKind said, NodeKind kept) {
        assertThat(known.refine(said)).isEqualTo(kept);
    }

    @Test
    void readsKindsInAnyCaseAndNamesThemAllWhereItCannot() {
        assertThat(NodeKind.parse("Batch")).isEqualTo(NodeKind.BATCH);
        assertThat(RelationshipKind.parse("used_in")).isEqualTo(RelationshipKind.USED_IN);
        assertThatThrownBy(() -> NodeKind.parse("cow"))
                .hasMessageContaining("logistic_unit")
                .hasMessageContaining("cow");
        assertThatThrownBy(() -> RelationshipKind.parse("EATS")).hasMessageContaining("PACKED_INTO");
    }
}
