package io.foodflow.tenant.onboarding;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.Actor;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.jobs.Jobs;
import io.foodflow.platform.mail.OutgoingMail;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.tenant.tenants.Acting;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Messages by which people see whether mail arrives: to whoever asks, and to nobody else. Thread-safe. */
final class TestMail {

    private final OutgoingMail mail;
    private final Jobs jobs;
    private final Acting acting;
    private final UnitOfWork work;
    private final JdbcClient jdbc;

    TestMail(OutgoingMail mail, Jobs jobs, Acting acting, UnitOfWork work, JdbcClient jdbc) {
        this.mail = mail;
        this.jobs = jobs;
        this.acting = acting;
        this.work = work;
        this.jdbc = jdbc;
    }

    /**
     * A message to be sent.
     *
     * @param language as people's browsers name it
     */
    record Order(String to, String language) {}

    /** Orders a message to the caller; the job that sends it. */
    UUID order(TenantId tenant, String language) {
        var actor = CallContext.current().actor();
        if (actor.kind() != Actor.Kind.USER) {
            throw new ProblemException(Problem.of(
                    403, "people-only", "For people only", "a test mail goes to whoever asks; sign in as a person"));
        }
        if (!mail.configured()) {
            throw new ProblemException(
                    Problems.conflict(
                            "mail-not-configured",
                            "Mail is not set up",
                            "this installation sends no mail: foodflow.mail.host is not set; ask who runs it, or pass this step over"));
        }
        return acting.in(
                tenant,
                () -> work.write(change -> {
                    change.record(new TestMailOrdered(tenant), null, null);
                    return jobs.submit(TestMailJob.KIND, "test-mail", new Order(actor.name(), language));
                }));
    }

    /** Whether mail is set up and the mail server has taken such a message of the current tenant. */
    boolean works() {
        return mail.configured()
                && work.read(() -> jdbc.sql("""
                                select exists (select 1 from audit_entries
                                               where resource_type = ? and resource_id = ? and event_type = ?)""")
                        .params(
                                TestMailDelivered.RESOURCE,
                                CallContext.currentTenant().id().toString(),
                                TestMailDelivered.class.getSimpleName())
                        .query(Boolean.class)
                        .single());
    }
}
