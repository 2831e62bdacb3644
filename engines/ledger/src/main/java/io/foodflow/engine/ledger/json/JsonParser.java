package io.foodflow.engine.ledger.json;

import io.foodflow.engine.ledger.json.JsonValue.JsonArray;
import io.foodflow.engine.ledger.json.JsonValue.JsonBoolean;
import io.foodflow.engine.ledger.json.JsonValue.JsonNull;
import io.foodflow.engine.ledger.json.JsonValue.JsonNumber;
import io.foodflow.engine.ledger.json.JsonValue.JsonObject;
import io.foodflow.engine.ledger.json.JsonValue.JsonText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Reads JSON by the grammar of RFC 8259 and the limits of RFC 7493, and nothing more lenient. */
final class JsonParser {

    private static final int MOST_LEVELS = 64;
    /** So many significant digits survive the way through a double. */
    private static final int SAFE_DIGITS = 15;

    private final String json;
    private final NumberRule rule;
    private int at;
    private int level;

    JsonParser(String json, NumberRule rule) {
        this.json = json;
        this.rule = rule;
    }

    JsonValue document() {
        skipSpace();
        var value = value();
        skipSpace();
        if (at < json.length()) {
            throw fault("must end after its value");
        }
        return value;
    }

    private JsonValue value() {
        return switch (peek()) {
            case '{' -> nested(this::object);
            case '[' -> nested(this::array);
            case '"' -> new JsonText(text());
            case 't' -> word("true", new JsonBoolean(true));
            case 'f' -> word("false", new JsonBoolean(false));
            case 'n' -> word("null", new JsonNull());
            default -> number();
        };
    }

    private JsonValue nested(Supplier<JsonValue> read) {
        if (++level > MOST_LEVELS) {
            throw fault("must not be nested deeper than " + MOST_LEVELS);
        }
        at++;
        skipSpace();
        var value = read.get();
        level--;
        return value;
    }

    private JsonValue object() {
        var members = new TreeMap<String, JsonValue>();
        if (!accepted('}')) {
            do {
                skipSpace();
                int begin = at;
                var name = text();
                skipSpace();
                expect(':');
                skipSpace();
                if (members.put(name, value()) != null) {
                    at = begin;
                    throw fault("must not have a name twice");
                }
                skipSpace();
            } while (accepted(','));
            expect('}');
        }
        return new JsonObject(members);
    }

    private JsonValue array() {
        var items = new ArrayList<JsonValue>();
        if (!accepted(']')) {
            do {
                skipSpace();
                items.add(value());
                skipSpace();
            } while (accepted(','));
            expect(']');
        }
        return new JsonArray(items);
    }

    private JsonValue word(String word, JsonValue value) {
        if (!json.startsWith(word, at)) {
            throw fault("must have a value");
        }
        at += word.length();
        return value;
    }

    private String text() {
        int begin = at;
        expect('"');
        int from = at;
        while (at < json.length() && json.charAt(at) >= ' ' && json.charAt(at) != '"' && json.charAt(at) != '\\') {
            at++;
        }
        var text = peek() == '"' ? json.substring(from, at) : escaped(new StringBuilder(json.substring(from, at)));
        at++;
        try {
            return new JsonText(text).text();
        } catch (IllegalArgumentException e) {
            at = begin;
            throw new MalformedJsonException(String.valueOf(e.getMessage()), begin, e);
        }
    }

    /** The rest of a text that has an escape in it, up to its quotation mark. */
    private String escaped(StringBuilder text) {
        for (char c = peek(); c != '"'; c = peek()) {
            if (c < ' ') {
                throw fault("must not have control characters in a text");
            }
            at++;
            text.append(c == '\\' ? escape() : c);
        }
        return text.toString();
    }

    private char escape() {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hexadecimal();
            default -> {
                at--;
                throw fault("must not have such an escape");
            }
        };
    }

    private char hexadecimal() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(peek(), 16);
            if (digit < 0 || peek() > 'f') {
                throw fault("must have four hexadecimal digits in an escape");
            }
            code = code << 4 | digit;
            at++;
        }
        return (char) code;
    }

    private JsonValue number() {
        int begin = at;
        accepted('-');
        if (!accepted('0') && digits() == 0) {
            throw fault("must have a value");
        }
        if (accepted('.') && digits() == 0) {
            throw fault("must have digits after the point");
        }
        if (accepted('e') || accepted('E')) {
            if (!accepted('+')) {
                accepted('-');
            }
            if (digits() == 0) {
                throw fault("must have digits in the exponent");
            }
        }
        var text = json.substring(begin, at);
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            throw new MalformedJsonException("must not have numbers as large as " + text, begin);
        }
        if (rule == NumberRule.EXACT && !isExact(text, value)) {
            throw new MalformedJsonException(
                    "must not have numbers that a double cannot hold, such as " + text + "; write it as a text", begin);
        }
        return new JsonNumber(value);
    }

    private static boolean isExact(String text, double value) {
        if (text.length() <= SAFE_DIGITS && text.indexOf('e') < 0 && text.indexOf('E') < 0) {
            return true;
        }
        var exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
        if (exponent >= 0 && text.length() - exponent > 6) {
            return false;
        }
        return new BigDecimal(text).compareTo(new BigDecimal(EcmaScriptNumber.text(value))) == 0;
    }

    private int digits() {
        int begin = at;
        while (at < json.length() && json.charAt(at) >= '0' && json.charAt(at) <= '9') {
            at++;
        }
        return at - begin;
    }

    private void skipSpace() {
        while (at < json.length()) {
            char c = json.charAt(at);
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return;
            }
            at++;
        }
    }

    private char peek() {
        if (at >= json.length()) {
            throw fault("must not end here");
        }
        return json.charAt(at);
    }

    private boolean accepted(char c) {
        if (at < json.length() && json.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) {
        if (!accepted(c)) {
            throw fault("must have '" + c + "' here");
        }
    }

    private MalformedJsonException fault(String rule) {
        return new MalformedJsonException(rule, at);
    }
}
