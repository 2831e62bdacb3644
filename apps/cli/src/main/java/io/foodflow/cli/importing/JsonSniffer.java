package io.foodflow.cli.importing;

import io.foodflow.cli.api.Json;
import io.foodflow.cli.importing.FileContent.EpcisDocument;
import io.foodflow.cli.importing.FileContent.EpcisEvent;
import io.foodflow.cli.importing.FileContent.FoodChainLabNetwork;
import io.foodflow.cli.importing.FileContent.Foreign;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the members at the top of a JSON file until it is clear what the file is. */
final class JsonSniffer {
    private boolean context;
    private boolean schema;
    private boolean stations;
    private boolean deliveries;

    private JsonSniffer() {}

    static FileContent sniff(Path file, boolean claimsEpcis) throws IOException {
        var sniffer = new JsonSniffer();
        try (InputStream in = Files.newInputStream(file);
                JsonParser json = Json.MAPPER.createParser(in)) {
            JsonToken first = json.nextToken();
            if (first == JsonToken.START_ARRAY) return list(claimsEpcis);
            FileContent known = sniffer.members(json);
            return known != null ? known : sniffer.conclude();
        } catch (JacksonException e) {
            return FileSniffer.damaged(claimsEpcis, sniffer.contentType(), "JSON", e);
        }
    }

    private static FileContent list(boolean claimsEpcis) {
        return claimsEpcis
                ? new EpcisDocument("application/json")
                : new Foreign("it is a JSON list without EPCIS events");
    }

    /** Reads members up to the end of their object; null while it is not clear what they are members of. */
    private @Nullable FileContent members(JsonParser json) {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("data") && value == JsonToken.START_OBJECT) {
                FileContent nested = members(json);
                if (nested != null) return nested;
                continue;
            }
            FileContent known = member(name, value, json);
            if (known != null) return known;
            json.skipChildren();
        }
        return null;
    }

    private @Nullable FileContent member(String name, JsonToken value, JsonParser json) {
        switch (name) {
            case "@context" -> context = true;
            case "$schema" -> schema = true;
            case "stations" -> stations = value.isStructStart();
            case "deliveries" -> deliveries = value.isStructStart();
            case "epcisBody" -> {
                return new EpcisDocument(contentType());
            }
            case "type", "isA" -> {
                return value == JsonToken.VALUE_STRING ? typed(json.getString()) : null;
            }
            default -> {
                return null;
            }
        }
        return stations && deliveries ? new FoodChainLabNetwork() : null;
    }

    private @Nullable FileContent typed(String type) {
        if (type.startsWith("EPCIS")) return new EpcisDocument(contentType());
        return type.endsWith("Event") ? new EpcisEvent() : null;
    }

    private FileContent conclude() {
        if (schema) return new Foreign("it is a JSON schema");
        if (context) return new Foreign("it is JSON-LD without an EPCIS document");
        return new Foreign("it is JSON, but neither an EPCIS document nor a FoodChain-Lab network");
    }

    private String contentType() {
        return context ? "application/ld+json" : "application/json";
    }
}
