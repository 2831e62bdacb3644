package io.foodflow.audit.signing;

import io.foodflow.engine.ledger.json.CanonicalJson;
import io.foodflow.engine.ledger.json.JsonValue;
import io.foodflow.engine.ledger.json.JsonValue.JsonObject;
import io.foodflow.engine.ledger.json.MalformedJsonException;
import io.foodflow.engine.ledger.json.NumberRule;
import io.foodflow.platform.signing.SignableRecord;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * A record to the byte: the canonical JSON (RFC 8785) of its type, id, version, title and content. Two records that differ in
 * any of these have different ones.
 *
 * @param document the canonical JSON
 * @param sha256 of the document in UTF-8, hexadecimal
 */
record ExactRecord(SignableRecord record, String document, String sha256) {

    private static final int LARGEST = 8_000_000;

    /**
     * Spells a record out.
     *
     * @throws ProblemException 409 for one that no canonical JSON can hold: a number of more digits than a double, or too large
     */
    static ExactRecord of(SignableRecord record, JsonMapper json) {
        try {
            var members = new TreeMap<String, JsonValue>();
            members.put("type", JsonValue.of(record.type()));
            members.put("id", JsonValue.of(record.id()));
            if (record.version() != null) {
                members.put("version", JsonValue.of(record.version()));
            }
            members.put("title", JsonValue.of(record.title()));
            members.put("content", CanonicalJson.parse(json.writeValueAsString(record.content()), NumberRule.EXACT));
            var document = CanonicalJson.text(new JsonObject(members));
            if (document.length() > LARGEST) {
                throw unsignable("it has more than %d characters".formatted(LARGEST));
            }
            return new ExactRecord(record, document, hash(document));
        } catch (MalformedJsonException e) {
            throw unsignable(String.valueOf(e.getMessage()));
        }
    }

    /** The SHA-256 of a text in UTF-8, hexadecimal. */
    static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256", e);
        }
    }

    private static ProblemException unsignable(String why) {
        return new ProblemException(
                Problems.conflict("not-signable", "Not signable", "this record cannot be signed as it is: " + why));
    }
}
