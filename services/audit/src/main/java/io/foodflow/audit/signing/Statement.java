package io.foodflow.audit.signing;

import io.foodflow.engine.ledger.json.CanonicalJson;
import io.foodflow.engine.ledger.json.JsonValue;
import io.foodflow.engine.ledger.json.JsonValue.JsonArray;
import io.foodflow.engine.ledger.json.JsonValue.JsonObject;
import io.foodflow.engine.ledger.json.JsonValue.JsonText;
import io.foodflow.engine.ledger.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a signature says, all of it: whose it is, of which record to the byte, when, and what was meant. Its canonical JSON is what
 * is sealed, and what people are shown is read from it, never from a column beside it.
 *
 * @param signature id of the signature
 * @param tenant id of the company
 * @param record what was signed
 * @param signer who signed
 * @param meaning what was meant
 * @param comment what the signer wrote beside it
 * @param timeZone where the signer was, as an IANA name or an offset
 * @param components what the signer proved to be that person by
 * @param session the signer's sign-in
 */
record Statement(
        UUID signature,
        UUID tenant,
        Of record,
        Signer signer,
        SigningPolicy.Meaning meaning,
        @Nullable String comment,
        Instant signedAt,
        String timeZone,
        List<String> components,
        @Nullable String session) {

    private static final String FORM = "foodflow signature v1";
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT);

    Statement {
        components = List.copyOf(components);
    }

    /**
     * The record that was signed.
     *
     * @param sha256 of its {@link ExactRecord#document}
     */
    record Of(String type, String id, @Nullable String version, String title, String sha256) {}

    /**
     * Who signed.
     *
     * @param name as it is printed
     */
    record Signer(UUID id, String email, String name) {}

    /** The time of signing as the signer's clock had it, with the offset. */
    String localTime() {
        return LOCAL.format(signedAt.atZone(ZoneId.of(timeZone)));
    }

    /** The canonical JSON. */
    String text() {
        var of = JsonObject.empty()
                .with("type", record.type())
                .with("id", record.id())
                .with("title", record.title())
                .with("sha256", record.sha256());
        of = record.version() == null ? of : of.with("version", record.version());
        var by = JsonObject.empty()
                .with("id", signer.id().toString())
                .with("email", signer.email())
                .with("name", signer.name());
        var all = JsonObject.empty()
                .with("form", FORM)
                .with("signature", signature.toString())
                .with("tenant", tenant.toString())
                .with("record", of)
                .with("signer", by)
                .with("meaning", meaning.name())
                .with("signed_at", signedAt.toString())
                .with("time_zone", timeZone)
                .with(
                        "components",
                        new JsonArray(components.stream().map(JsonValue::of).toList()));
        all = meaning.title() == null ? all : all.with("meaning_title", meaning.title());
        all = comment == null ? all : all.with("comment", comment);
        all = session == null ? all : all.with("session", session);
        return CanonicalJson.text(all);
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException for anything else
     */
    static Statement parse(String text) {
        var all = object(canonical(text));
        if (!FORM.equals(required(all, "form"))) {
            throw new IllegalArgumentException("a statement must be of the form '%s'".formatted(FORM));
        }
        var of = object(all.get("record").orElseThrow(() -> missing("record")));
        var by = object(all.get("signer").orElseThrow(() -> missing("signer")));
        var components = all.get("components").orElseThrow(() -> missing("components"));
        return new Statement(
                UUID.fromString(required(all, "signature")),
                UUID.fromString(required(all, "tenant")),
                new Of(
                        required(of, "type"),
                        required(of, "id"),
                        of.text("version").orElse(null),
                        required(of, "title"),
                        required(of, "sha256")),
                new Signer(UUID.fromString(required(by, "id")), required(by, "email"), required(by, "name")),
                new SigningPolicy.Meaning(
                        required(all, "meaning"), all.text("meaning_title").orElse(null)),
                all.text("comment").orElse(null),
                Instant.parse(required(all, "signed_at")),
                required(all, "time_zone"),
                texts(components),
                all.text("session").orElse(null));
    }

    private static JsonValue canonical(String text) {
        try {
            return CanonicalJson.parseCanonical(text.getBytes(StandardCharsets.UTF_8));
        } catch (MalformedJsonException e) {
            throw new IllegalArgumentException("a statement must be canonical JSON", e);
        }
    }

    private static JsonObject object(JsonValue value) {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw new IllegalArgumentException("a statement must be an object with objects for record and signer");
    }

    private static List<String> texts(JsonValue value) {
        return value instanceof JsonArray(var items)
                ? items.stream()
                        .map(item -> item instanceof JsonText(var text) ? text : "")
                        .toList()
                : List.of();
    }

    private static String required(JsonObject object, String name) {
        return object.text(name).orElseThrow(() -> missing(name));
    }

    private static IllegalArgumentException missing(String name) {
        return new IllegalArgumentException("a statement must have %s".formatted(name));
    }
}
