package io.foodflow.audit.retention;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.retention.Retained;
import io.foodflow.platform.retention.RetentionPolicies;
import io.foodflow.platform.retention.RetentionPolicies.Policy;
import io.foodflow.platform.web.Versions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How long the current tenant keeps what it may drop. Thread-safe. */
final class Retention {

    private final List<Retained> retained;
    private final RetentionPolicies policies;
    private final UnitOfWork work;
    private final Clock clock;

    Retention(List<Retained> retained, RetentionPolicies policies, UnitOfWork work, Clock clock) {
        this.retained =
                retained.stream().sorted(Comparator.comparing(Retained::group)).toList();
        this.policies = policies;
        this.work = work;
        this.clock = clock;
    }

    /**
     * What a policy would do to a group.
     *
     * @param before what is older goes; null where the policy says nothing
     */
    record Preview(
            String name, @Nullable Integer days, @Nullable Instant before, long due, long held) {}

    /** The groups there are, by name. */
    List<Retained> groups() {
        return retained;
    }

    Policy policy() {
        return work.read(policies::current);
    }

    /**
     * Puts other times into force.
     *
     * @param ifMatch the version to change, as the caller's {@code If-Match} has it
     */
    Policy replace(@Nullable String ifMatch, Map<String, Integer> days) {
        return work.write(change -> {
            var before = policies.hold();
            Versions.requireMatch(ifMatch, before.version());
            var after = policies.replace(days, clock.instant());
            change.record(new RetentionPolicyChanged(days), before, after);
            return after;
        });
    }

    /** What the policy in force would do now. */
    List<Preview> preview() {
        return preview(group -> true, null);
    }

    /** What another time for one group would do now. */
    List<Preview> preview(String name, int days) {
        return preview(group -> group.group().equals(name), days);
    }

    private List<Preview> preview(Predicate<Retained> which, @Nullable Integer days) {
        return work.readSnapshot(() -> {
            var known = policies.current().days();
            var now = clock.instant();
            return retained.stream()
                    .filter(which)
                    .map(group -> preview(group, days == null ? known.get(group.group()) : days, now))
                    .toList();
        });
    }

    private static Preview preview(Retained group, @Nullable Integer days, Instant now) {
        if (days == null) {
            return new Preview(group.group(), null, null, 0, 0);
        }
        var before = now.minus(Duration.ofDays(days));
        var due = group.due(before);
        return new Preview(group.group(), days, before, due.due(), due.held());
    }
}
