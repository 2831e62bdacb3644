package io.foodflow.notification.preferences;

import io.foodflow.notification.sending.Severity;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.security.SignedIn;
import io.foodflow.platform.web.Fields;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.platform.web.Versions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/notifications/preferences")
@Tag(name = "Notification preferences", description = "What one wants to hear by mail, and when")
final class PreferenceController {

    private static final int MOST_TOPICS = 100;
    private static final int LONGEST_ZONE = 60;
    private static final Pattern TOPIC = Pattern.compile("[a-z][a-z0-9_.-]{0,79}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Z]{2})?");
    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");

    private final Preferences preferences;

    PreferenceController(Preferences preferences) {
        this.preferences = preferences;
    }

    @GetMapping
    @SignedIn
    @Operation(summary = "Get what one wants to hear by mail, and when")
    ResponseEntity<View> get() {
        return tagged(preferences.of(me()));
    }

    @PutMapping
    @SignedIn
    @Operation(
            summary = "Say what one wants to hear by mail, and when",
            description =
                    "mail is the least severity that comes by mail: info, warning or critical; what is about one of"
                            + " muted_topics does not. In quiet_hours (zone as Europe/Berlin, from and to as 22:00) nothing"
                            + " comes: it comes when they end. digest gathers it into one message, every hourly, daily (at,"
                            + " zone) or weekly (weekday, too), in its language. What is critical comes always and at once. In the workspace"
                            + " everything is listed.")
    ResponseEntity<View> put(
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody Draft request) {
        return tagged(preferences.change(me(), ifMatch, read(request)));
    }

    private static Preference read(Draft request) {
        var fields = new Fields();
        var mail = request.mail() == null ? Optional.of(Severity.INFO) : Severity.find(request.mail());
        if (mail.isEmpty()) {
            fields.add(
                    "mail",
                    "known-severity",
                    "mail must be one of %s, was '%s'".formatted(Severity.texts(), Fields.quoted(request.mail())));
        }
        var topics = topics(request.mutedTopics(), fields);
        var quiet = request.quietHours() == null ? null : hours(request.quietHours(), fields);
        var digest = request.digest() == null ? null : digest(request.digest(), fields);
        fields.check();
        return new Preference(mail.orElseThrow(), topics, quiet, digest);
    }

    private static List<String> topics(@Nullable List<String> given, Fields fields) {
        var topics = given == null ? List.<String>of() : given;
        if (topics.size() > MOST_TOPICS) {
            fields.add(
                    "muted_topics",
                    "length",
                    "muted_topics must have up to %d topics, had %d".formatted(MOST_TOPICS, topics.size()));
        }
        for (int n = 0; n < topics.size(); n++) {
            var topic = topics.get(n);
            if (topic == null || !TOPIC.matcher(topic).matches()) {
                fields.add(
                        "muted_topics[%d]".formatted(n),
                        "form",
                        "muted_topics[%d] must be a topic as recall.opened, was '%s'"
                                .formatted(n, Fields.quoted(topic)));
            }
        }
        return fields.sound() ? topics : List.of();
    }

    private static @Nullable QuietHours hours(Hours given, Fields fields) {
        var from = time("quiet_hours.from", given.from(), fields);
        var to = time("quiet_hours.to", given.to(), fields);
        if (from != null && from.equals(to)) {
            fields.add("quiet_hours.to", "differs", "quiet_hours.to must be another time than quiet_hours.from");
        }
        var zone = zone("quiet_hours.zone", given.zone(), fields);
        return from == null || to == null || zone == null ? null : new QuietHours(zone, from, to);
    }

    private static @Nullable Digest digest(Together given, Fields fields) {
        var every = Digest.Every.find(given.every()).orElse(null);
        if (every == null) {
            fields.add(
                    "digest.every",
                    "known-interval",
                    "digest.every must be one of %s, was '%s'"
                            .formatted(Digest.Every.texts(), Fields.quoted(given.every())));
        }
        var at = every == Digest.Every.HOURLY ? LocalTime.MIDNIGHT : time("digest.at", given.at(), fields);
        var weekday = every == Digest.Every.WEEKLY ? weekday(given.weekday(), fields) : DayOfWeek.MONDAY;
        var language = given.language() == null ? "en" : given.language();
        if (!LANGUAGE.matcher(language).matches()) {
            fields.add(
                    "digest.language",
                    "language",
                    "digest.language must be a language as de or de-AT, was '%s'".formatted(Fields.quoted(language)));
        }
        var zone = zone("digest.zone", given.zone(), fields);
        return every == null || at == null || weekday == null || zone == null
                ? null
                : new Digest(every, at, weekday, zone, language);
    }

    private static @Nullable DayOfWeek weekday(@Nullable String value, Fields fields) {
        try {
            return DayOfWeek.valueOf(String.valueOf(value).toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            fields.add(
                    "digest.weekday",
                    "weekday",
                    "digest.weekday must be a day as monday, was '%s'".formatted(Fields.quoted(value)));
            return null;
        }
    }

    private static @Nullable ZoneId zone(String field, @Nullable String value, Fields fields) {
        try {
            return ZoneId.of(fields.line(field, value, LONGEST_ZONE));
        } catch (DateTimeException e) {
            fields.add(
                    field,
                    "zone",
                    "%s must be a time zone as Europe/Berlin, was '%s'".formatted(field, Fields.quoted(value)));
            return null;
        }
    }

    private static @Nullable LocalTime time(String field, @Nullable String value, Fields fields) {
        if (value == null || !TIME.matcher(value).matches()) {
            fields.add(field, "time", "%s must be a time as 22:00, was '%s'".formatted(field, Fields.quoted(value)));
            return null;
        }
        return LocalTime.parse(value);
    }

    private static UUID me() {
        var me = CallContext.current().actor().id();
        if (me == null) {
            throw new ProblemException(
                    Problems.conflict("no-person", "No person", "only people and service accounts have preferences"));
        }
        return me;
    }

    private static ResponseEntity<View> tagged(Preferences.Kept kept) {
        var preference = kept.preference();
        var quiet = preference.quietHours();
        return ResponseEntity.ok()
                .eTag(Versions.tag(kept.version()))
                .body(new View(
                        preference.mail(),
                        preference.mutedTopics(),
                        quiet == null
                                ? null
                                : new Hours(
                                        quiet.zone().getId(),
                                        quiet.from().toString(),
                                        quiet.to().toString()),
                        together(preference.digest()),
                        kept.version()));
    }

    private static @Nullable Together together(@Nullable Digest digest) {
        return digest == null
                ? null
                : new Together(
                        digest.every().text(),
                        digest.every() == Digest.Every.HOURLY
                                ? null
                                : digest.at().toString(),
                        digest.every() == Digest.Every.WEEKLY
                                ? digest.weekday().name().toLowerCase(Locale.ROOT)
                                : null,
                        digest.zone().getId(),
                        digest.language());
    }

    /** Preferences as they are read; of version 0 where somebody said nothing. */
    record View(
            Severity mail,
            List<String> mutedTopics,
            @Nullable Hours quietHours,
            @Nullable Together digest,
            long version) {

        View {
            mutedTopics = List.copyOf(mutedTopics);
        }
    }

    /** Preferences to be; what is left out is as if nothing had been said. */
    record Draft(
            @Nullable String mail,
            @Nullable List<String> mutedTopics,
            @Nullable Hours quietHours,
            @Nullable Together digest) {}

    /** When everything that is not critical comes in one message. */
    record Together(
            @Nullable String every,
            @Nullable String at,
            @Nullable String weekday,
            @Nullable String zone,
            @Nullable String language) {}

    /** Times of the day in a zone. */
    record Hours(
            @Nullable String zone,
            @Nullable String from,
            @Nullable String to) {}
}
