package io.foodflow.engine.ledger.personal;

import io.foodflow.engine.ledger.json.JsonValue.JsonObject;

/**
 * Personal data as it stands in an entry.
 *
 * @param person whose it is: an id that tells nothing by itself
 * @param key id of the key that reads it
 * @param commitment that binds the entry to the value, see {@link Commitment}
 * @param ciphertext of salt and value, in Base64
 */
public record SealedValue(String person, String key, String commitment, String ciphertext) {

    /** The object of these four texts. */
    public JsonObject json() {
        return JsonObject.empty()
                .with("person", person)
                .with("key", key)
                .with("commitment", commitment)
                .with("ciphertext", ciphertext);
    }

    /**
     * Reads the object of these four texts.
     *
     * @throws IllegalArgumentException when it is anything else
     */
    public static SealedValue of(JsonObject json) {
        var sealed = new SealedValue(
                text(json, "person"), text(json, "key"), text(json, "commitment"), text(json, "ciphertext"));
        if (json.members().size() != sealed.json().members().size()) {
            throw new IllegalArgumentException("a sealed value must have no other members than its four");
        }
        return sealed;
    }

    private static String text(JsonObject json, String name) {
        return json.text(name)
                .orElseThrow(() -> new IllegalArgumentException("a sealed value must have the text '" + name + "'"));
    }
}
