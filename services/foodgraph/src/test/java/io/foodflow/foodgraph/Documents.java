package io.foodflow.foodgraph;

/** EPCIS documents of our own for tests. */
final class Documents {

    private Documents() {}

    /** A document with these events, as JSON-LD of EPCIS 2.0. */
    static String of(String... events) {
        return """
                {"@context": "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", "type": "EPCISDocument",
                 "schemaVersion": "2.0", "creationDate": "2026-01-10T00:00:00Z",
                 "epcisBody": {"eventList": [%s]}}""".formatted(String.join(",\n", events));
    }

    /** Milk is received from a farm, made into yoghurt, packed on a pallet and shipped to a shop: four events. */
    static String milkToShop() {
        return of(receivedMilk(), """
                {"type": "TransformationEvent", "eventTime": "2026-01-01T10:00:00Z", "eventTimeZoneOffset": "+01:00",
                 "bizStep": "commissioning", "bizLocation": {"id": "urn:epc:id:sgln:4012345.00001.0"},
                 "inputQuantityList": [{"epcClass": "urn:epc:class:lgtin:4012345.022222.MILK-1", "quantity": 1000, "uom": "LTR"}],
                 "outputQuantityList": [{"epcClass": "urn:epc:class:lgtin:4012345.011111.YOG-7", "quantity": 950, "uom": "KGM"}]}""", """
                {"type": "AggregationEvent", "eventTime": "2026-01-01T12:00:00Z", "eventTimeZoneOffset": "+01:00",
                 "action": "ADD", "bizStep": "packing", "bizLocation": {"id": "urn:epc:id:sgln:4012345.00001.0"},
                 "parentID": "urn:epc:id:sscc:4012345.0000000111",
                 "childQuantityList": [{"epcClass": "https://id.gs1.org/01/04012345111118/10/YOG-7", "quantity": 400, "uom": "KGM"}]}""", """
                {"type": "ObjectEvent", "eventTime": "2026-01-02T06:00:00Z", "eventTimeZoneOffset": "+01:00",
                 "action": "OBSERVE", "bizStep": "shipping", "disposition": "in_transit",
                 "epcList": ["urn:epc:id:sscc:4012345.0000000111"],
                 "readPoint": {"id": "urn:epc:id:sgln:4012345.00001.0"},
                 "destinationList": [{"type": "location", "destination": "urn:epc:id:sgln:4098765.00002.0"}]}""");
    }

    /** An event: milk comes from a farm. */
    static String receivedMilk() {
        return """
                {"type": "ObjectEvent", "eventTime": "2026-01-01T06:00:00Z", "eventTimeZoneOffset": "+01:00",
                 "action": "OBSERVE", "bizStep": "receiving", "disposition": "in_progress",
                 "quantityList": [{"epcClass": "urn:epc:class:lgtin:4012345.022222.MILK-1", "quantity": 5000, "uom": "LTR"}],
                 "bizLocation": {"id": "urn:epc:id:sgln:4012345.00001.0"},
                 "sourceList": [{"type": "owning_party", "source": "urn:epc:id:pgln:4054739.00000"}]}""";
    }

    /** An event: one lot becomes another on that day of January. */
    static String batch(int day, String input, String output) {
        return """
                {"type": "TransformationEvent", "eventTime": "2026-01-%02dT10:00:00Z", "eventTimeZoneOffset": "+01:00",
                 "bizStep": "commissioning",
                 "inputQuantityList": [{"epcClass": "urn:epc:class:lgtin:4012345.022222.%s", "quantity": 7, "uom": "KGM"}],
                 "outputQuantityList": [{"epcClass": "urn:epc:class:lgtin:4012345.022222.%s", "quantity": 7, "uom": "KGM"}]}""".formatted(day, input, output);
    }
}
