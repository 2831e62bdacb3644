package io.foodflow.identity.trail;

import io.foodflow.identity.trail.TrailEntry.Kind;
import io.foodflow.identity.trail.TrailEntry.Outcome;
import io.foodflow.platform.web.Fields;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what a request asks of the trail and remembers every rule it breaks. Used once, by one thread. */
final class TrailFields {

    private final Fields fields = new Fields();

    TrailFilter filter(
            @Nullable UUID subject,
            @Nullable String kind,
            @Nullable String outcome,
            @Nullable String address,
            @Nullable Instant from,
            @Nullable Instant to) {
        var filter = new TrailFilter(subject, kind(kind), outcome(outcome), address(address), from, to);
        if (from != null && to != null && !from.isBefore(to)) {
            fields.add("to", "after-from", "to must be after from, was " + to);
        }
        fields.check();
        return filter;
    }

    private @Nullable Kind kind(@Nullable String text) {
        if (text == null) {
            return null;
        }
        var kind = Kind.of(text);
        if (kind.isEmpty()) {
            unknown("kind", text, Arrays.stream(Kind.values()).map(Kind::text).toList());
        }
        return kind.orElse(null);
    }

    private @Nullable Outcome outcome(@Nullable String text) {
        if (text == null) {
            return null;
        }
        var outcome = Outcome.of(text);
        if (outcome.isEmpty()) {
            unknown(
                    "outcome",
                    text,
                    Arrays.stream(Outcome.values()).map(Outcome::text).toList());
        }
        return outcome.orElse(null);
    }

    /** An address as the connections have it: IPv6 written out. */
    private @Nullable String address(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(text.strip()).getHostAddress();
        } catch (IllegalArgumentException e) {
            fields.add(
                    "address",
                    "ip",
                    "address must be an IP address as 203.0.113.7, was '%s'".formatted(Fields.quoted(text)));
            return null;
        }
    }

    private void unknown(String field, String text, Object known) {
        fields.add(
                field, "known-" + field, "%s must be one of %s, was '%s'".formatted(field, known, Fields.quoted(text)));
    }
}
