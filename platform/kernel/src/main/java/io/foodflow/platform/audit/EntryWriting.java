package io.foodflow.platform.audit;

import io.foodflow.engine.ledger.LedgerEntry;
import io.foodflow.engine.ledger.LedgerEntry.PersonalValue;
import io.foodflow.engine.ledger.json.CanonicalJson;
import io.foodflow.engine.ledger.json.JsonValue;
import io.foodflow.engine.ledger.json.JsonValue.JsonArray;
import io.foodflow.engine.ledger.json.JsonValue.JsonObject;
import io.foodflow.engine.ledger.json.JsonValue.JsonText;
import io.foodflow.engine.ledger.json.MalformedJsonException;
import io.foodflow.engine.ledger.json.NumberRule;
import io.foodflow.engine.ledger.personal.Opening.Erased;
import io.foodflow.engine.ledger.personal.Opening.Opened;
import io.foodflow.engine.ledger.personal.PersonKeys;
import io.foodflow.engine.ledger.personal.UnreadableException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger says of an audit entry: {@code id}, {@code tenant}, {@code time}, {@code action}, {@code actor},
 * {@code resource}, {@code old}, {@code new}, {@code reason}, {@code session}, {@code trace}; what is not there is left out.
 * Sealed under the actor's key stand {@code email} (a user's), {@code ip} and {@code agent}, and under the person's own
 * key {@code old} and {@code new} where the entry is about a person. E-mail addresses in other values are sealed one by one,
 * by their path ({@code new.created_by}), the actor's under the actor's key, another's under one that goes by a keyed hash of
 * the address; {@code {"sealed": path}} stands in their place.
 *
 * <p>A value that is too large for the ledger stands there as its SHA-256 and size. Numbers that would not keep their value
 * make a value stand there as a text.
 */
final class EntryWriting {

    private static final int LONGEST_TEXT = 4_096;
    private static final int LARGEST_VALUE = 12_288;
    private static final String NOBODY = "anonymous";

    private static final int MOST_ADDRESSES = 16;
    private static final Pattern ADDRESS = Pattern.compile("[^@\\s]{1,100}@[^@\\s.]+\\.[^@\\s]{1,200}");

    private final Set<String> personalTypes;
    private final UnaryOperator<String> fingerprint;

    /**
     * Writes entries.
     *
     * @param personalTypes the kinds of things that are persons, or tell of one
     * @param fingerprint a keyed hash, by which a person is known of whom there is only an e-mail address
     */
    EntryWriting(Set<String> personalTypes, UnaryOperator<String> fingerprint) {
        this.personalTypes = Set.copyOf(personalTypes);
        this.fingerprint = fingerprint;
    }

    /** What of an entry stands open, and what is sealed. */
    private record Draft(JsonObject open, Map<String, PersonalValue> personal) {}

    /** The persons whose keys an entry needs. */
    Set<String> persons(AuditRow row) {
        var persons = new TreeSet<String>();
        draft(row, "").personal().values().forEach(value -> persons.add(value.person()));
        return persons;
    }

    /** The entry of a row, its personal data sealed. */
    byte[] entry(AuditRow row, String tenant, PersonKeys keys) {
        var draft = draft(row, tenant);
        return LedgerEntry.of(draft.open(), draft.personal(), keys).bytes();
    }

    /**
     * Whether the ledger's entry is of that row. Personal data whose key was erased is not compared.
     *
     * @return the first field that differs; null where none does
     */
    @Nullable
    String difference(AuditRow row, String tenant, LedgerEntry entry, PersonKeys keys) {
        var draft = draft(row, tenant);
        var stated = entry.content().without("personal");
        var names = new TreeSet<>(stated.members().keySet());
        names.addAll(draft.open().members().keySet());
        for (var name : names) {
            if (!stated.get(name).equals(draft.open().get(name))) {
                return name;
            }
        }
        var hidden = entry.personal();
        for (var field : draft.personal().keySet()) {
            if (!hidden.containsKey(field)) {
                return field;
            }
        }
        for (var one : hidden.entrySet()) {
            var personal = draft.personal().get(one.getKey());
            try {
                switch (keys.open(one.getValue(), entry.context(one.getKey()))) {
                    case Erased() -> {}
                    case Opened(var value, var _) -> {
                        if (personal == null || !personal.value().equals(value)) {
                            return one.getKey();
                        }
                    }
                }
            } catch (UnreadableException e) {
                return one.getKey();
            }
        }
        return null;
    }

    private Draft draft(AuditRow row, String tenant) {
        boolean user = row.actorKind().equals("USER");
        var actor = JsonObject.empty().with("kind", row.actorKind());
        actor = row.actorId() == null ? actor : actor.with("id", row.actorId());
        var open = JsonObject.empty()
                .with("id", row.id())
                .with("tenant", tenant)
                .with("time", row.time())
                .with("action", row.eventType())
                .with("actor", user ? actor : actor.with("name", text(row.actorName())))
                .with(
                        "resource",
                        JsonObject.empty().with("type", row.resourceType()).with("id", text(row.resourceId())));
        open = with(open, "reason", row.reason());
        open = with(open, "session", row.session());
        open = with(open, "trace", row.trace());
        var personal = new TreeMap<String, PersonalValue>();
        var person = person(row);
        if (user) {
            personal.put("email", new PersonalValue(person, text(row.actorName())));
        }
        if (row.ip() != null) {
            personal.put("ip", new PersonalValue(person, text(row.ip())));
        }
        if (row.userAgent() != null) {
            personal.put("agent", new PersonalValue(person, text(row.userAgent())));
        }
        boolean ofPerson = personalTypes.contains(row.resourceType());
        var values = new TreeMap<String, String>();
        if (row.oldValue() != null) {
            values.put("old", row.oldValue());
        }
        if (row.newValue() != null) {
            values.put("new", row.newValue());
        }
        for (var one : values.entrySet()) {
            var value = json(one.getValue());
            var hidden = new TreeMap<String, PersonalValue>();
            var shown = ofPerson ? value : withoutAddresses(one.getKey(), value, row, hidden);
            if (ofPerson) {
                personal.put(one.getKey(), new PersonalValue(row.resourceId(), value));
            } else if (hidden.size() > MOST_ADDRESSES) {
                personal.put(one.getKey(), new PersonalValue(person, value));
            } else {
                open = open.with(one.getKey(), shown);
                personal.putAll(hidden);
            }
        }
        return new Draft(open, personal);
    }

    private String person(AuditRow row) {
        if (row.actorId() != null) {
            return row.actorId();
        }
        return personalTypes.contains(row.resourceType()) ? row.resourceId() : NOBODY;
    }

    private JsonValue withoutAddresses(String path, JsonValue value, AuditRow row, Map<String, PersonalValue> hidden) {
        return switch (value) {
            case JsonText(var text)
            when ADDRESS.matcher(text).matches() -> {
                boolean own = row.actorId() != null && text.equalsIgnoreCase(row.actorName());
                var whose = own ? person(row) : fingerprint.apply("address " + text.toLowerCase(Locale.ROOT));
                hidden.put(path, new PersonalValue(whose, value));
                yield JsonObject.empty().with("sealed", path);
            }
            case JsonObject object -> {
                var members = new TreeMap<String, JsonValue>();
                object.members()
                        .forEach((name, member) ->
                                members.put(name, withoutAddresses(path + "." + name, member, row, hidden)));
                yield new JsonObject(members);
            }
            case JsonArray(var items) -> {
                var kept = new ArrayList<JsonValue>();
                for (int n = 0; n < items.size(); n++) {
                    kept.add(withoutAddresses(path + "." + n, items.get(n), row, hidden));
                }
                yield new JsonArray(kept);
            }
            default -> value;
        };
    }

    private static JsonObject with(JsonObject object, String name, @Nullable String text) {
        return text == null ? object : object.with(name, text(text));
    }

    private static JsonValue text(String text) {
        var value = JsonValue.of(text);
        return CanonicalJson.bytes(value).length <= LONGEST_TEXT
                ? value
                : digest(text.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonValue json(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LARGEST_VALUE) {
            return digest(bytes);
        }
        var value = exact(json);
        return CanonicalJson.bytes(value).length > LARGEST_VALUE ? digest(bytes) : value;
    }

    private static JsonValue exact(String json) {
        try {
            return CanonicalJson.parse(json, NumberRule.EXACT);
        } catch (MalformedJsonException e) {
            return JsonObject.empty().with("text", json);
        }
    }

    private static JsonValue digest(byte[] bytes) {
        try {
            return JsonObject.empty()
                    .with(
                            "sha256",
                            HexFormat.of()
                                    .formatHex(
                                            MessageDigest.getInstance("SHA-256").digest(bytes)))
                    .with("bytes", JsonValue.of(bytes.length));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256", e);
        }
    }
}
