package io.foodflow.foodgraph;

/**
 * A company with two plants. Plant A makes cheese of a farm's milk and sends it to plant B, which makes pizza of it with herbs of its own
 * and packs cheese on a pallet; pizza and pallet come to A, from where the pizza goes back to a store of B.
 */
final class TwoPlants {

    static final String A = "https://id.gs1.org/414/4012345000016";
    static final String A_DOCK = A + "/254/12";
    static final String A_OTHER_PART = A + "/254/1";
    static final String B = "https://id.gs1.org/414/4012345000023";
    static final String B_STORE = "https://id.gs1.org/414/4012345000030";
    static final String C = "https://id.gs1.org/414/4012345000047";

    static final String MILK = lot("10101", "MILK-A");
    static final String CHEESE = lot("20202", "CHEESE-A");
    static final String HERBS = lot("30303", "HERBS-B");
    static final String PIZZA = lot("40404", "PIZZA-B");
    static final String PALLET = "https://id.gs1.org/00/040123450000001112";

    /** What only plant B knows: parts of its answers that no answer to plant A may hold. */
    static final String[] SECRETS = {
        "HERBS-B",
        "4054739000028",
        "prod-order-b",
        "order-b",
        "\"quantity\":777",
        "\"quantity\":333",
        "4012345000030",
        "4012345000047",
        "Store of B",
        "Secret"
    };

    private TwoPlants() {}

    private static String lot(String item, String code) {
        return "https://id.gs1.org/01/" + gtin(item) + "/10/" + code;
    }

    private static String gtin(String item) {
        var digits = "04012345" + item;
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 3 : 1);
        }
        return digits + (10 - sum % 10) % 10;
    }

    /** Days of January 2026, one event each. */
    static String[] events() {
        return new String[] {
            object(1, "receiving", MILK, 5000, "\"readPoint\": {\"id\": \"%s\"}".formatted(A_DOCK), """
                    , "sourceList": [{"type": "owning_party", "source": "urn:epc:id:pgln:4054739.00001"}]"""),
            made(2, A, MILK, 900, CHEESE, 100, "prod-order-a", ""),
            object(3, "shipping", CHEESE, 80, at(A), destination("location", B)),
            object(4, "receiving", CHEESE, 80, at(B), ""),
            object(4, "receiving", HERBS, 777, at(B), """
                    , "sourceList": [{"type": "owning_party", "source": "urn:epc:id:pgln:4054739.00002"}]"""),
            made(5, B, CHEESE, 777, PIZZA, 777, "prod-order-b", HERBS),
            packed(6, B, CHEESE, 333),
            object(7, "shipping", PIZZA, 777, at(B), destination("location", C)),
            object(8, "receiving", PIZZA, 20, at(A), ""),
            observed(8, PALLET, at(A)),
            object(9, "storing", PIZZA, 20, at(B_STORE), """
                    , "bizTransactionList": [{"type": "po", "bizTransaction": "urn:example:po:order-b"}]"""),
        };
    }

    static String all() {
        return Documents.of(events());
    }

    static String at(String place) {
        return "\"bizLocation\": {\"id\": \"%s\"}".formatted(place);
    }

    private static String destination(String type, String place) {
        return ", \"destinationList\": [{\"type\": \"%s\", \"destination\": \"%s\"}]".formatted(type, place);
    }

    static String object(int day, String step, String lot, int quantity, String place, String more) {
        return """
                {"type": "ObjectEvent", "eventTime": "2026-01-%02dT06:00:00Z", "eventTimeZoneOffset": "+01:00",
                 "action": "OBSERVE", "bizStep": "%s", "disposition": "in_progress",
                 "quantityList": [{"epcClass": "%s", "quantity": %d, "uom": "KGM"}], %s%s}""".formatted(day, step, lot, quantity, place, more);
    }

    private static String observed(int day, String unit, String place) {
        return """
                {"type": "ObjectEvent", "eventTime": "2026-01-%02dT07:00:00Z", "eventTimeZoneOffset": "+01:00",
                 "action": "OBSERVE", "bizStep": "receiving", "epcList": ["%s"], %s}""".formatted(day, unit, place);
    }

    private static String made(
            int day, String place, String input, int used, String output, int made, String order, String other) {
        var more =
                other.isEmpty() ? "" : ", {\"epcClass\": \"%s\", \"quantity\": 777, \"uom\": \"KGM\"}".formatted(other);
        return """
                {"type": "TransformationEvent", "eventTime": "2026-01-%02dT10:00:00Z", "eventTimeZoneOffset": "+01:00",
                 "bizStep": "commissioning", %s,
                 "bizTransactionList": [{"type": "prodorder", "bizTransaction": "urn:example:%s"}],
                 "inputQuantityList": [{"epcClass": "%s", "quantity": %d, "uom": "KGM"}%s],
                 "outputQuantityList": [{"epcClass": "%s", "quantity": %d, "uom": "KGM"}]}""".formatted(day, at(place), order, input, used, more, output, made);
    }

    private static String packed(int day, String place, String lot, int quantity) {
        return """
                {"type": "AggregationEvent", "eventTime": "2026-01-%02dT12:00:00Z", "eventTimeZoneOffset": "+01:00",
                 "action": "ADD", "bizStep": "packing", %s, "parentID": "%s",
                 "childQuantityList": [{"epcClass": "%s", "quantity": %d, "uom": "KGM"}]}""".formatted(day, at(place), PALLET, lot, quantity);
    }
}
