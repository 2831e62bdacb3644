package io.foodflow.notification.suppressions;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.notification.channels.ChannelKind;
import io.foodflow.notification.sending.Severity;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.web.Cursor;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The addresses that the current tenant sends nothing to. Thread-safe. */
public final class Suppressions {

    private static final int LONGEST_DETAIL = 300;

    private final SuppressionRepository repository;
    private final UnitOfWork work;
    private final Clock clock;

    Suppressions(SuppressionRepository repository, UnitOfWork work, Clock clock) {
        this.repository = repository;
        this.work = work;
        this.clock = clock;
    }

    /** What keeps such a message to that address back, if anything does. */
    public Optional<Suppression> against(ChannelKind kind, String address, Severity severity) {
        return work.read(() -> repository.of(kind, normal(address)))
                .filter(found -> found.reason().keepsBack(severity));
    }

    /** Sends nothing to an address from now on; what is said of it already stays unless this keeps back more. */
    public Added add(ChannelKind kind, String address, Reason reason, @Nullable String detail) {
        return work.write(change -> {
            var before = repository.of(kind, normal(address));
            boolean added = repository.add(new Suppression(
                    UuidCreator.getTimeOrderedEpoch(),
                    kind,
                    normal(address),
                    reason,
                    shortened(detail),
                    CallContext.current().actor().name(),
                    clock.instant()));
            var after = repository.of(kind, normal(address)).orElseThrow();
            if (added) {
                change.record(new SuppressionAdded(after.id(), kind.text(), reason.text()), before.orElse(null), after);
            } else {
                change.nothing();
            }
            return new Added(after, added);
        });
    }

    /**
     * What came of adding a suppression.
     *
     * @param isNew whether anything changed by it
     */
    public record Added(Suppression suppression, boolean isNew) {}

    /** Suppressions, the newest first. */
    Page<Suppression> list(
            @Nullable ChannelKind kind, @Nullable String address, @Nullable Reason reason, PageRequest request) {
        var before = request.afterId().orElse(null);
        var wanted = address == null ? null : normal(address);
        var rows = work.read(() -> repository.list(kind, wanted, reason, before, request.fetch()));
        return Page.of(rows, request, suppression -> Cursor.after(suppression.id()));
    }

    Optional<Suppression> find(UUID id) {
        return work.read(() -> repository.find(id));
    }

    /** Writes to an address again; false if there is no such suppression. */
    boolean remove(UUID id) {
        return work.write(change -> {
            var before = repository.find(id);
            if (before.isEmpty() || !repository.delete(id)) {
                change.nothing();
                return false;
            }
            var gone = before.get();
            change.record(
                    new SuppressionRemoved(id, gone.kind().text(), gone.reason().text()), gone, null);
            return true;
        });
    }

    private static String normal(String address) {
        return address.strip().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String shortened(@Nullable String detail) {
        if (detail == null) {
            return null;
        }
        var line = detail.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.codePointCount(0, line.length()) <= LONGEST_DETAIL
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_DETAIL - 1)) + "…";
    }
}
