package io.foodflow.tenant.onboarding;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.jobs.JobFailed;
import io.foodflow.platform.jobs.JobHandler;
import io.foodflow.platform.jobs.JobRun;
import io.foodflow.platform.lineage.JobLineage;
import io.foodflow.platform.mail.Delivery;
import io.foodflow.platform.mail.MailMessage;
import io.foodflow.platform.mail.OutgoingMail;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.web.util.HtmlUtils;

/** Hands a test mail to the mail server, and notes that it was taken. */
final class TestMailJob implements JobHandler {

    static final String KIND = "tenant.test-mail";
    private static final int ATTEMPTS = 5;
    private static final String ENGLISH = "en";
    private static final Map<String, Words> WORDS = Map.of(
            ENGLISH,
            new Words(
                    "Mail from FoodFlow arrives",
                    "%s asked FoodFlow for this message to see whether mail arrives. It does."),
            "de",
            new Words(
                    "Nachrichten von FoodFlow kommen an",
                    "%s hat diese Nachricht bei FoodFlow bestellt, um zu sehen, ob Nachrichten ankommen. Sie tun es."),
            "fr",
            new Words(
                    "Les messages de FoodFlow arrivent",
                    "%s a demandé ce message à FoodFlow pour voir si les messages arrivent. C’est le cas."),
            "es",
            new Words(
                    "Los mensajes de FoodFlow llegan",
                    "%s pidió este mensaje a FoodFlow para ver si los mensajes llegan. Llegan."));

    private final OutgoingMail mail;
    private final UnitOfWork work;

    TestMailJob(OutgoingMail mail, UnitOfWork work) {
        this.mail = mail;
        this.work = work;
    }

    private record Words(String subject, String text) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public JobLineage lineage() {
        return JobLineage.of("Hands a test message to the mail server, so that somebody sees whether mail arrives");
    }

    @Override
    public int attempts() {
        return ATTEMPTS;
    }

    @Override
    public void run(JobRun run) throws IOException {
        switch (mail.send(message(run))) {
            case Delivery.Accepted _ -> {
                work.write(change -> {
                    change.record(
                            new TestMailDelivered(CallContext.currentTenant().id()), null, null);
                    return true;
                });
                run.result(Map.of("sent", true));
            }
            case Delivery.Refused(var why, var _) -> throw new JobFailed(why);
            case Delivery.Postponed _ -> throw new IOException("the mail server did not take the message");
        }
    }

    private static MailMessage message(JobRun run) {
        var order = run.input(TestMail.Order.class);
        var language = language(order.language());
        var words = Objects.requireNonNull(WORDS.get(language));
        var text = words.text().formatted(CallContext.currentTenant().name());
        return new MailMessage(
                run.id(),
                order.to(),
                language,
                words.subject(),
                text,
                "<!doctype html><html lang=\"%s\"><body><p>%s</p></body></html>"
                        .formatted(language, HtmlUtils.htmlEscape(text)));
    }

    private static String language(String wanted) {
        try {
            var found = Locale.lookupTag(Locale.LanguageRange.parse(wanted), List.copyOf(WORDS.keySet()));
            return found == null ? ENGLISH : found;
        } catch (IllegalArgumentException e) {
            return ENGLISH;
        }
    }
}
