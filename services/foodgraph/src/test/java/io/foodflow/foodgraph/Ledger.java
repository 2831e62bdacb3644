package io.foodflow.foodgraph;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.TestPlatform;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a tenant's tables hold, asked directly. */
final class Ledger {

    private final TestPlatform platform;
    private final Tenant tenant;

    Ledger(TestPlatform platform, Tenant tenant) {
        this.platform = platform;
        this.tenant = tenant;
    }

    /** Types of the audited changes of a resource, in order. */
    List<String> audited(String resourceId) {
        return texts(
                "select event_type from audit_entries where resource_id = ? and event_type <> 'AccessRefused' order by time, id",
                resourceId);
    }

    /** Types of the events of a resource's changes in the outbox, in order. */
    List<String> published(String resourceId) {
        return texts(
                "select type from outbox where resource_id = ? and type <> 'AccessRefused' order by no", resourceId);
    }

    long count(String sql, Object... parameters) {
        return platform.inside(
                tenant,
                () -> platform.bean(UnitOfWork.class)
                        .read(() -> platform.bean(JdbcTemplate.class).queryForObject(sql, Long.class, parameters)));
    }

    /** Runs statements past the service, to make what would take it too long. */
    void execute(String... statements) {
        platform.inside(
                tenant,
                () -> platform.bean(UnitOfWork.class).write(change -> {
                    change.nothing();
                    for (var statement : statements) {
                        platform.bean(JdbcTemplate.class).execute(statement);
                    }
                    return true;
                }));
    }

    private List<String> texts(String sql, Object... parameters) {
        return platform.inside(
                tenant,
                () -> platform.bean(UnitOfWork.class)
                        .read(() -> platform.bean(JdbcTemplate.class).queryForList(sql, String.class, parameters)));
    }
}
