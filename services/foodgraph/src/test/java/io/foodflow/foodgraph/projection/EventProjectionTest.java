package io.foodflow.foodgraph.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.engine.epcis.EpcisLimits;
import io.foodflow.engine.epcis.EpcisReader;
import io.foodflow.engine.epcis.EventOutcome.ValidEvent;
import io.foodflow.engine.epcis.model.Identifier;
import io.foodflow.foodgraph.graph.NodeKind;
import io.foodflow.foodgraph.graph.NodeMention;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each kind of event says: {@code KIND from > to}, with the short names below for the keys. */
class EventProjectionTest {

    private static final String LOT = "urn:epc:class:lgtin:4012345.022222.A";
    private static final String LOT_KEY = "https://id.gs1.org/01/04012345222227/10/A";
    private static final String PALLET = "urn:epc:id:sscc:4012345.0000000111";
    private static final String HERE = "urn:epc:id:sgln:4012345.00001.0";
    private static final String THERE = "urn:epc:id:sgln:4098765.00002.0";
    private static final String QUANTITY =
            "\"quantityList\": [{\"epcClass\": \"%s\", \"quantity\": 4, \"uom\": \"KGM\"}]".formatted(LOT);

    @Test
    void makesAShipmentOfWhatIsSentToADestination() {
        assertThat(says("ObjectEvent", """
                "action": "OBSERVE", "bizStep": "shipping", %s, "bizLocation": {"id": "%s"},
                "destinationList": [{"type": "owning_party", "destination": "urn:epc:id:pgln:4054739.00000"},
                                    {"type": "location", "destination": "%s"}]""".formatted(QUANTITY, HERE, THERE)))
                .containsExactly(
                        "DISTRIBUTED_TO lot > shipment", "SHIPPED_TO shipment > there", "OBSERVED_AT shipment > here");
    }

    @Test
    void tellsWhereThingsWereSeenMadeAndDocumented() {
        assertThat(says("ObjectEvent", """
                "action": "OBSERVE", "bizStep": "storing", %s, "bizLocation": {"id": "%s"},
                "bizTransactionList": [{"type": "po", "bizTransaction": "urn:x:order"}]""".formatted(QUANTITY, HERE)))
                .containsExactly("OBSERVED_AT lot > here", "DOCUMENTED_BY lot > urn:x:order");
        assertThat(says("ObjectEvent", """
                "action": "ADD", "bizStep": "commissioning", %s, "readPoint": {"id": "%s"}""".formatted(QUANTITY, HERE))).containsExactly("PRODUCED_AT lot > here");
    }

    @Test
    void namesTheSupplierOfWhatIsTakenIn() {
        assertThat(says("ObjectEvent", """
                "action": "OBSERVE", "bizStep": "receiving", %s,
                "sourceList": [{"type": "location", "source": "%s"},
                               {"type": "owning_party", "source": "urn:x:farm"}]""".formatted(QUANTITY, THERE))).containsExactly("SUPPLIES urn:x:farm > lot");
    }

    @Test
    void packsIntoAContainerAndUnpacksAsContextOnly() {
        var content = QUANTITY.replace("quantityList", "childQuantityList");
        assertThat(says("AggregationEvent", "\"action\": \"ADD\", \"parentID\": \"%s\", %s".formatted(PALLET, content)))
                .containsExactly("PACKED_INTO lot > pallet");
        assertThat(says(
                        "AggregationEvent",
                        "\"action\": \"DELETE\", \"parentID\": \"%s\", %s".formatted(PALLET, content)))
                .containsExactly("UNPACKED_TO pallet > lot");
        assertThat(says("AggregationEvent", "\"action\": \"ADD\", \"parentID\": \"%s\", %s".formatted(HERE, content)))
                .containsExactly("OBSERVED_AT lot > here");
    }

    @Test
    void relatesWhatIsAssociated() {
        assertThat(says("AssociationEvent", """
                "action": "ADD", "parentID": "urn:epc:id:grai:4012345.66666.7", "childEPCs": ["%s"]""".formatted(PALLET)))
                .containsExactly("RELATED_TO pallet > https://id.gs1.org/8003/040123456666637");
        assertThat(says("AssociationEvent", """
                "action": "ADD", "parentID": "%s", "childEPCs": ["urn:epc:id:giai:4012345.S-1"]""".formatted(HERE)))
                .containsExactly("OBSERVED_AT https://id.gs1.org/8004/4012345S-1 > here");
    }

    @Test
    void hangsDocumentsOnWhatATransactionSpeaksOf() {
        assertThat(says("TransactionEvent", """
                "action": "ADD", "epcList": ["%s"], "readPoint": {"id": "%s"},
                "bizTransactionList": [{"type": "inv", "bizTransaction": "urn:x:invoice"}]""".formatted(PALLET, HERE)))
                .containsExactly("DOCUMENTED_BY pallet > urn:x:invoice", "OBSERVED_AT pallet > here");
    }

    @Test
    void putsARunBetweenWhatGoesInAndWhatComesOut() {
        assertThat(says("TransformationEvent", """
                "inputQuantityList": [{"epcClass": "%s", "quantity": 4, "uom": "KGM"}], "outputEPCList": ["%s"],
                "bizLocation": {"id": "%s"}, "example:equipment": "urn:x:mixer",
                "ilmd": {"cbvmda:lotNumber": "A", "example:deep": {"example:a": "b"}}""".formatted(LOT, PALLET, HERE)))
                .containsExactly(
                        "USED_IN lot > run",
                        "PRODUCES run > pallet",
                        "PRODUCED_AT run > here",
                        "PROCESSED urn:x:mixer > run");
        assertThat(nodes("TransformationEvent", """
                "transformationID": "urn:x:run-7", "inputEPCList": ["%s"], "outputQuantityList": [{"epcClass": "%s"}],
                "ilmd": {"cbvmda:lotNumber": "A", "example:deep": {"example:a": "b"}},
                "bizTransactionList": [{"type": "prodorder", "bizTransaction": "urn:x:order:77"}]""".formatted(PALLET, LOT)))
                .anySatisfy(node -> {
                    assertThat(node.key()).isEqualTo("urn:x:run-7");
                    assertThat(node.kind()).isEqualTo(NodeKind.PRODUCTION_RUN);
                    assertThat(node.name()).isEqualTo("77");
                })
                .anySatisfy(node -> {
                    assertThat(node.key()).isEqualTo(LOT_KEY);
                    assertThat(node.kind()).isEqualTo(NodeKind.BATCH);
                    assertThat(node.properties())
                            .containsEntry("lotNumber", "A")
                            .doesNotContainKey("deep");
                });
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "urn:gdst:example.org:product:lot:class:c.p.2021.12, INGREDIENT, 2021.12, urn:gdst:example.org:product:class:c.p",
                "urn:ibm:ift:product:serial:obj:c.p.7, ITEM, NULL, urn:ibm:ift:product:class:c.p",
                "urn:gdst:example.org:product:lot:class:odd, INGREDIENT, NULL, NULL",
                "urn:gdst:example.org:product:class:c.p, PRODUCT, NULL, NULL",
                "urn:ibm:ift:lpn:obj:c.7, LOGISTIC_UNIT, NULL, NULL",
                "urn:gdst:example.org:location:loc:c.1, LOCATION, NULL, NULL",
                "urn:gdst:example.org:party:c.0, PARTY, NULL, NULL",
                "urn:epc:id:sgtin:4012345.022222.7, ITEM, NULL, https://id.gs1.org/01/04012345222227",
                "urn:epc:id:gdti:4012345.00001.7, DOCUMENT, NULL, NULL",
                "urn:epc:id:ginc:4012345.X, DISTRIBUTION, NULL, NULL",
                "urn:epc:id:gsrn:4012345.0000000001, PARTY, NULL, NULL",
                "urn:x:what, OTHER, NULL, NULL",
            },
            nullValues = "NULL")
    void knowsWhatIdentifiersName(String text, NodeKind kind, String lot, String product) {
        var thing = Thing.of(Identifier.of(text));
        assertThat(thing.kind()).isEqualTo(kind);
        assertThat(thing.lotCode()).isEqualTo(lot);
        assertThat(thing.product()).isEqualTo(product);
    }

    private static List<String> says(String type, String members) {
        return project(type, members).relationships().stream()
                .map(r -> "%s %s > %s".formatted(r.kind(), shortName(r.from()), shortName(r.to())))
                .toList();
    }

    private static List<NodeMention> nodes(String type, String members) {
        return project(type, members).nodes();
    }

    private static String shortName(String key) {
        return switch (key) {
            case LOT_KEY -> "lot";
            case "urn:foodflow:shipment:key" -> "shipment";
            case "urn:foodflow:run:key" -> "run";
            case "https://id.gs1.org/00/040123450000001112" -> "pallet";
            case "https://id.gs1.org/414/4012345000016" -> "here";
            case "https://id.gs1.org/414/4098765000027" -> "there";
            default -> key;
        };
    }

    private static Projected project(String type, String members) {
        var document = """
                {"@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", {"example": "https://example.com/"}],
                 "type": "%s", "eventTime": "2026-01-01T06:00:00Z", "eventTimeZoneOffset": "+01:00", %s}""".formatted(type, members);
        var read = new EpcisReader(EpcisLimits.DEFAULT, Clock.systemUTC())
                .readAll(document.getBytes(StandardCharsets.UTF_8));
        assertThat(read.events()).as(read.outcome().toString()).hasSize(1);
        assertThat(read.events().getFirst()).isInstanceOf(ValidEvent.class);
        var projected = EventProjection.of(((ValidEvent) read.events().getFirst()).event(), "key");
        var keys = projected.nodes().stream().map(NodeMention::key).toList();
        projected.relationships().forEach(r -> assertThat(keys).contains(r.from(), r.to()));
        return projected;
    }
}
