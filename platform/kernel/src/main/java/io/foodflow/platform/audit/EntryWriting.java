package io.foodflow.platform.audit;

import io.foodflow.engine.ledger.LedgerEntry;
import io.foodflow.engine.ledger.LedgerEntry.PersonalValue;
import io.foodflow.engine.ledger.json.CanonicalJson;
import io.foodflow.engine.ledger.json.JsonValue;
import io.foodflow.engine.ledger.json.JsonValue.JsonObject;
import io.foodflow.engine.ledger.json.MalformedJsonException;
import io.foodflow.engine.ledger.json.NumberRule;
import io.foodflow.engine.ledger.personal.Opening.Erased;
import io.foodflow.engine.ledger.personal.Opening.Opened;
import io.foodflow.engine.ledger.personal.PersonKeys;
import io.foodflow.engine.ledger.personal.UnreadableException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger says of an audit entry. In the open stand {@code id}, {@code tenant}, {@code time}, {@code action},
 * {@code actor}, {@code resource}, {@code session} and {@code trace}: what the platform itself drew or named. Everything else
 * may tell of a person, and a leaf can never be changed, so it is sealed: under the actor's key {@code email} (a user's),
 * {@code name} (a service account's), {@code ip} and {@code agent}; {@code old}, {@code new}, {@code reason} and the
 * {@code resource_id} that is no UUID under the key of whom the entry is about, if it is about a person, else under the
 * actor's. Without an actor it is a key of the tenant. What is not there is left out.
 *
 * <p>Each of these keys is of one month of entries, and of sign-ins apart: {@code person~2026-11} and
 * {@code person~2026-11~sign_ins}. So what has had its time can go, as what is of an erased person does.
 *
 * <p>A value that is too large for the ledger stands there as its SHA-256 and size. Numbers that would not keep their value
 * make a value stand there as a text.
 */
final class EntryWriting {

    private static final int LONGEST_TEXT = 2_048;
    private static final int LARGEST_VALUE = 12_288;
    private static final String NOBODY = "anonymous";
    private static final JsonValue EMPTY = JsonValue.of("");
    private static final int MONTH = "2026-11".length();
    private static final Set<String> UNNAMED = Set.of("PLATFORM", "ANONYMOUS");
    private static final Pattern DRAWN =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final Set<String> personalTypes;
    private final Set<String> signIns;
    private final UnaryOperator<String> fingerprint;

    /**
     * Writes entries.
     *
     * @param personalTypes the kinds of things that are persons, or tell of one
     * @param signIns the events of signing in, which may be kept for another time
     * @param fingerprint a keyed hash, by which a person is known whose id is no UUID: a leaf shows whose key seals
     */
    EntryWriting(Set<String> personalTypes, Set<String> signIns, UnaryOperator<String> fingerprint) {
        this.personalTypes = Set.copyOf(personalTypes);
        this.signIns = Set.copyOf(signIns);
        this.fingerprint = fingerprint;
    }

    /** As above, where no events are of signing in. */
    EntryWriting(Set<String> personalTypes, UnaryOperator<String> fingerprint) {
        this(personalTypes, Set.of(), fingerprint);
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
     * Whether the ledger's entry is of that row.
     *
     * @param erased whether the row must be empty where a key is gone, as an erasure leaves both; otherwise such a field is not
     *     compared
     * @return the first field that differs; null where none does
     */
    @Nullable
    String difference(AuditRow row, String tenant, LedgerEntry entry, PersonKeys keys, boolean erased) {
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
                    case Erased() -> {
                        if (erased && personal != null && !personal.value().equals(EMPTY)) {
                            return one.getKey();
                        }
                    }
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
        boolean unnamed = UNNAMED.contains(row.actorKind());
        boolean drawn = DRAWN.matcher(row.resourceId()).matches();
        var actor = with(JsonObject.empty().with("kind", row.actorKind()), "id", row.actorId());
        var resource = JsonObject.empty().with("type", row.resourceType());
        var open = JsonObject.empty()
                .with("id", row.id())
                .with("tenant", tenant)
                .with("time", row.time())
                .with("action", row.eventType())
                .with("actor", unnamed ? actor.with("name", text(row.actorName())) : actor)
                .with("resource", drawn ? resource.with("id", row.resourceId()) : resource);
        open = with(open, "session", row.session());
        open = with(open, "trace", row.trace());

        var about = personalTypes.contains(row.resourceType()) ? person(row.resourceId(), drawn) : null;
        var actors = Objects.requireNonNullElse(row.actorId() == null ? about : row.actorId(), NOBODY);
        var kept = keptAs(row.time().substring(0, MONTH), signIns.contains(row.eventType()));
        actors += kept;
        var theirs = about == null ? actors : about + kept;
        var personal = new TreeMap<String, PersonalValue>();
        if (!unnamed) {
            seal(personal, row.actorKind().equals("USER") ? "email" : "name", actors, row.actorName());
        }
        seal(personal, "ip", actors, row.ip());
        seal(personal, "agent", actors, row.userAgent());
        seal(personal, "resource_id", theirs, drawn ? null : row.resourceId());
        seal(personal, "reason", theirs, row.reason());
        if (row.oldValue() != null) {
            personal.put("old", new PersonalValue(theirs, json(row.oldValue())));
        }
        if (row.newValue() != null) {
            personal.put("new", new PersonalValue(theirs, json(row.newValue())));
        }
        return new Draft(open, personal);
    }

    /** How the keys of a month end. */
    static String keptAs(String month, boolean signIns) {
        return "~" + month + (signIns ? "~sign_ins" : "");
    }

    private String person(String id, boolean drawn) {
        return drawn ? id : fingerprint.apply("person " + id);
    }

    private static void seal(Map<String, PersonalValue> personal, String field, String person, @Nullable String text) {
        if (text != null) {
            personal.put(field, new PersonalValue(person, text(text)));
        }
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
