package io.foodflow.engine.ledger.json;

import io.foodflow.engine.ledger.json.JsonValue.JsonArray;
import io.foodflow.engine.ledger.json.JsonValue.JsonBoolean;
import io.foodflow.engine.ledger.json.JsonValue.JsonNull;
import io.foodflow.engine.ledger.json.JsonValue.JsonNumber;
import io.foodflow.engine.ledger.json.JsonValue.JsonObject;
import io.foodflow.engine.ledger.json.JsonValue.JsonText;
import java.nio.charset.StandardCharsets;

/** Writes values in their canonical form. */
final class CanonicalWriter {

    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out = new StringBuilder(256);

    void write(JsonValue value) {
        switch (value) {
            case JsonObject object -> write(object);
            case JsonArray array -> write(array);
            case JsonText(var text) -> write(text);
            case JsonNumber(var number) -> out.append(EcmaScriptNumber.text(number));
            case JsonBoolean(var truth) -> out.append(truth);
            case JsonNull() -> out.append("null");
        }
    }

    private void write(JsonObject object) {
        char separator = '{';
        for (var member : object.members().entrySet()) {
            out.append(separator);
            write(member.getKey());
            out.append(':');
            write(member.getValue());
            separator = ',';
        }
        out.append(separator == '{' ? "{}" : "}");
    }

    private void write(JsonArray array) {
        char separator = '[';
        for (var item : array.items()) {
            out.append(separator);
            write(item);
            separator = ',';
        }
        out.append(separator == '[' ? "[]" : "]");
    }

    private void write(String text) {
        out.append('"');
        int done = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c != '"' && c != '\\') {
                continue;
            }
            out.append(text, done, i);
            escape(c);
            done = i + 1;
        }
        out.append(text, done, text.length()).append('"');
    }

    private void escape(char c) {
        out.append('\\');
        switch (c) {
            case '"', '\\' -> out.append(c);
            case '\b' -> out.append('b');
            case '\t' -> out.append('t');
            case '\n' -> out.append('n');
            case '\f' -> out.append('f');
            case '\r' -> out.append('r');
            default -> out.append("u00").append(HEX.charAt(c >>> 4)).append(HEX.charAt(c & 15));
        }
    }

    byte[] bytes() {
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }
}
