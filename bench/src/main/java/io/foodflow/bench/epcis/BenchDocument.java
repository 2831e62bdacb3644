package io.foodflow.bench.epcis;

import io.foodflow.engine.epcis.RawEvent.Format;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A document of shipments with instances, quantities, places, a transaction, both parties and an extension: about 700 bytes
 * an event in JSON and 1,100 in XML. An event says the same in either syntax, so that its hash is the same.
 */
final class BenchDocument {
    private static final String EVENTS = "@events";

    private static final String JSON = """
            {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
                         {"ext":"https://ns.example.com/ext/"}],
             "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-01-05T08:00:00Z",
             "epcisBody":{"eventList":[
            @events
            ]}}""";

    private static final String JSON_EVENT = """
            {"type":"ObjectEvent","eventTime":"2026-01-05T08:%2$02d:%3$02d.000+01:00","eventTimeZoneOffset":"+01:00",
             "epcList":["https://id.gs1.org/00/%4$s"],"action":"OBSERVE","bizStep":"shipping","disposition":"in_transit",
             "readPoint":{"id":"https://id.gs1.org/414/9520123456788"},
             "bizTransactionList":[{"type":"po","bizTransaction":"urn:epcglobal:cbv:bt:9520123456788:PO-%1$d"}],
             "quantityList":[{"epcClass":"https://id.gs1.org/01/09520123456788/10/L%1$d","quantity":%1$d.5,"uom":"KGM"}],
             "sourceList":[{"type":"possessing_party","source":"https://id.gs1.org/417/9520123456788"}],
             "destinationList":[{"type":"possessing_party","destination":"https://id.gs1.org/417/4012345000009"}],
             "ext:truck":"T-%1$d"}""";

    private static final String XML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" xmlns:ext="https://ns.example.com/ext/"
                schemaVersion="2.0" creationDate="2026-01-05T08:00:00Z"><EPCISBody><EventList>
            @events
            </EventList></EPCISBody></epcis:EPCISDocument>""";

    private static final String XML_EVENT = """
            <ObjectEvent><eventTime>2026-01-05T08:%2$02d:%3$02d.000+01:00</eventTime>
             <eventTimeZoneOffset>+01:00</eventTimeZoneOffset>
             <epcList><epc>https://id.gs1.org/00/%4$s</epc></epcList><action>OBSERVE</action>
             <bizStep>https://ref.gs1.org/cbv/BizStep-shipping</bizStep>
             <disposition>https://ref.gs1.org/cbv/Disp-in_transit</disposition>
             <readPoint><id>https://id.gs1.org/414/9520123456788</id></readPoint>
             <bizTransactionList><bizTransaction type="https://ref.gs1.org/cbv/BTT-po">\
            urn:epcglobal:cbv:bt:9520123456788:PO-%1$d</bizTransaction></bizTransactionList>
             <quantityList><quantityElement><epcClass>https://id.gs1.org/01/09520123456788/10/L%1$d</epcClass>
               <quantity>%1$d.5</quantity><uom>KGM</uom></quantityElement></quantityList>
             <sourceList><source type="https://ref.gs1.org/cbv/SDT-possessing_party">\
            https://id.gs1.org/417/9520123456788</source></sourceList>
             <destinationList><destination type="https://ref.gs1.org/cbv/SDT-possessing_party">\
            https://id.gs1.org/417/4012345000009</destination></destinationList>
             <ext:truck>T-%1$d</ext:truck></ObjectEvent>""";

    private BenchDocument() {}

    /** The document in UTF-8. */
    static byte[] of(Format format, int events) {
        String document = format == Format.JSON
                ? JSON.replace(EVENTS, join(events, ",\n", event -> event(JSON_EVENT, event)))
                : XML.replace(EVENTS, join(events, "\n", event -> event(XML_EVENT, event)));
        return document.getBytes(StandardCharsets.UTF_8);
    }

    private static String join(int events, String separator, IntFunction<String> event) {
        return IntStream.range(0, events).mapToObj(event).collect(Collectors.joining(separator));
    }

    private static String event(String template, int event) {
        return template.formatted(event, event / 60, event % 60, sscc(event));
    }

    /** A serial shipping container code: 17 digits and their check digit. */
    private static String sscc(int serial) {
        String digits = "0952012345678%04d".formatted(serial);
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 3 : 1);
        return digits + (10 - sum % 10) % 10;
    }
}
