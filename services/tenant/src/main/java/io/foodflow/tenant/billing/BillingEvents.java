package io.foodflow.tenant.billing;

import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.web.Cursor;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the payment provider told us: kept first, dealt with afterwards. Thread-safe. */
final class BillingEvents {

    private static final Logger log = LoggerFactory.getLogger(BillingEvents.class);
    private static final Duration KEPT = Duration.ofDays(90);

    private final BillingEventTable table;
    private final PlatformWork work;
    private final Clock clock;

    BillingEvents(BillingEventTable table, PlatformWork work, Clock clock) {
        this.table = table;
        this.work = work;
        this.clock = clock;
    }

    /** Keeps an event, once, however often it comes. Whether there is something to do about it. */
    boolean keep(ReceivedEvent event) {
        var state = !event.isUsed() ? "ignored" : event.customer() == null ? "unmatched" : "waiting";
        boolean fresh = work.write(change -> {
            change.nothing(); // what follows from it is recorded when it does
            return table.insert(event, state, clock.instant());
        });
        if (fresh && state.equals("unmatched")) {
            log.warn(
                    "Stripe's event {} ({}) names no customer; it is kept and changes nothing",
                    event.id(),
                    event.type());
        }
        return fresh && state.equals("waiting");
    }

    Page<BillingEventView> list(@Nullable String state, @Nullable UUID tenant, PageRequest page) {
        var rows = work.read(() -> table.list(state, tenant, after(page), page.fetch()));
        return Page.of(rows, page, event -> Cursor.after(event.receivedAt() + " " + event.id()));
    }

    private static BillingEventTable.@Nullable After after(PageRequest page) {
        var cursor = page.after().orElse(null);
        if (cursor == null) {
            return null;
        }
        int space = cursor.indexOf(' ');
        try {
            return new BillingEventTable.After(
                    Instant.parse(cursor.substring(0, Math.max(space, 0))), cursor.substring(space + 1));
        } catch (DateTimeParseException e) {
            throw new ProblemException(Problems.invalid(
                    "cursor",
                    "cursor",
                    "cursor must be a next_cursor this list gave; leave it out to start at the beginning"));
        }
    }

    /** Has an event dealt with once more; nothing for one that needs it not. */
    BillingEventView retry(String id) {
        return work.write(change -> {
            var before = table.find(id).orElseThrow(() -> new ProblemException(Problems.notFound("event", id)));
            if (!table.retry(id, clock.instant())) {
                change.nothing();
                throw new ProblemException(Problems.conflict(
                        "no-such-change",
                        "No such change",
                        "only an event that failed, or matched no tenant, can be dealt with again; this one is %s"
                                .formatted(before.state())));
            }
            var after = table.find(id).orElseThrow();
            change.record(new BillingEventRetried(id, before.type()), before, after);
            return after;
        });
    }

    /** Removes what came long ago. */
    void sweep() {
        work.write(change -> {
            change.nothing();
            table.sweep(clock.instant().minus(KEPT));
            return true;
        });
    }
}
