package io.foodflow.engine.ledger;

import io.foodflow.engine.ledger.json.CanonicalJson;
import io.foodflow.engine.ledger.json.JsonValue;
import io.foodflow.engine.ledger.json.JsonValue.JsonObject;
import io.foodflow.engine.ledger.json.NumberRule;
import io.foodflow.engine.ledger.personal.PersonKeys;
import io.foodflow.engine.ledger.personal.SealedValue;
import java.util.Map;
import java.util.TreeMap;

/**
 * An entry as a JSON object, of which the canonical form (RFC 8785) is what is hashed. Its {@code id} names it; personal
 * data stands sealed, by field, in {@code personal}.
 */
public record LedgerEntry(JsonObject content) {

    private static final String ID = "id";
    private static final String PERSONAL = "personal";

    public LedgerEntry {
        if (content.text(ID).isEmpty()) {
            throw new IllegalArgumentException("an entry must have the text 'id'");
        }
        personal(content);
    }

    /**
     * A value that tells of a person.
     *
     * @param person whose key seals it: an id that tells nothing by itself
     */
    public record PersonalValue(String person, JsonValue value) {}

    /**
     * An entry with personal data, which is sealed.
     *
     * @param content without {@code personal}
     * @param values by field
     */
    public static LedgerEntry of(JsonObject content, Map<String, PersonalValue> values, PersonKeys keys) {
        if (content.get(PERSONAL).isPresent()) {
            throw new IllegalArgumentException("'personal' is for what is sealed; give the values apart");
        }
        var entry = new LedgerEntry(content);
        if (values.isEmpty()) {
            return entry;
        }
        var sealed = new TreeMap<String, JsonValue>();
        values.forEach((field, personal) -> sealed.put(
                field,
                keys.seal(personal.person(), entry.context(field), personal.value())
                        .json()));
        return new LedgerEntry(content.with(PERSONAL, new JsonObject(sealed)));
    }

    /**
     * Reads an entry of the ledger.
     *
     * @throws IllegalArgumentException when it is no object with an id
     * @throws io.foodflow.engine.ledger.json.MalformedJsonException when it is no JSON in canonical form
     */
    public static LedgerEntry parse(byte[] bytes) {
        if (CanonicalJson.parseCanonical(bytes) instanceof JsonObject object) {
            return new LedgerEntry(object);
        }
        throw new IllegalArgumentException("an entry must be a JSON object");
    }

    /**
     * Reads an entry from any spelling of its JSON.
     *
     * @throws io.foodflow.engine.ledger.json.MalformedJsonException also when it has a number that would not be entered
     *     as it was meant
     */
    public static LedgerEntry ofJson(String json) {
        if (CanonicalJson.parse(json, NumberRule.EXACT) instanceof JsonObject object) {
            return new LedgerEntry(object);
        }
        throw new IllegalArgumentException("an entry must be a JSON object");
    }

    /** Its name. */
    public String id() {
        return content.text(ID).orElseThrow();
    }

    /** What the ledger holds. */
    public byte[] bytes() {
        return CanonicalJson.bytes(content);
    }

    /** The personal data in it, by field. */
    public Map<String, SealedValue> personal() {
        return personal(content);
    }

    /** What a sealed field is bound to. */
    public String context(String field) {
        return id() + "/" + field;
    }

    private static Map<String, SealedValue> personal(JsonObject content) {
        var values = new TreeMap<String, SealedValue>();
        if (content.get(PERSONAL).isEmpty()) {
            return values;
        }
        if (!(content.get(PERSONAL).get() instanceof JsonObject sealed)) {
            throw new IllegalArgumentException("'personal' must be an object of sealed values");
        }
        sealed.members().forEach((field, value) -> {
            if (!(value instanceof JsonObject object)) {
                throw new IllegalArgumentException("'personal." + field + "' must be a sealed value");
            }
            values.put(field, SealedValue.of(object));
        });
        return values;
    }
}
