package io.foodflow.identity.reviews;

import io.foodflow.platform.changes.ChangeRecorder;
import io.foodflow.platform.jobs.Sweep;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Says once a day which reviews of the current tenant are overdue: whoever subscribes to that event is told. Thread-safe. */
final class ReviewReminders implements Sweep {

    private final ReviewRepository repository;
    private final ChangeRecorder changes;
    private final JdbcClient jdbc;

    ReviewReminders(ReviewRepository repository, ChangeRecorder changes, JdbcClient jdbc) {
        this.repository = repository;
        this.changes = changes;
        this.jdbc = jdbc;
    }

    @Override
    public int sweep(Instant now, int rows) {
        var due = repository.remind(now, rows);
        due.forEach(review ->
                changes.inTenant(jdbc).record(new AccessReviewOverdue(review.id(), review.name()), null, review));
        return due.size();
    }
}
