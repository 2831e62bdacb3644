package io.foodflow.demo.epcis;

import io.foodflow.demo.company.Company;
import java.io.ByteArrayOutputStream;
import java.time.ZoneOffset;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes documents: the first with the company's master data in its header. Not thread-safe. */
public final class DocumentWriter {
    private final JsonFactory factory = new JsonFactory();
    private final Company company;
    private int written;

    public DocumentWriter(Company company) {
        this.company = company;
    }

    /** The events as a document, UTF-8, created at this time. */
    public byte[] write(List<EpcisEvent> events, long createdMillis) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(events.size() * 1024 + 512);
        try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeArrayPropertyStart("@context");
            json.writeString("https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld");
            json.writeStartObject();
            json.writeStringProperty("ff", EventWriter.NAMESPACE);
            json.writeEndObject();
            json.writeEndArray();
            json.writeStringProperty("type", "EPCISDocument");
            json.writeStringProperty("schemaVersion", "2.0");
            json.writeStringProperty("creationDate", EventWriter.time(createdMillis, ZoneOffset.UTC));
            if (written == 0) {
                new MasterDataWriter(json, company).write();
            }
            json.writeObjectPropertyStart("epcisBody");
            json.writeArrayPropertyStart("eventList");
            EventWriter writer = new EventWriter(json);
            events.forEach(writer::write);
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndObject();
        }
        written++;
        return bytes.toByteArray();
    }
}
