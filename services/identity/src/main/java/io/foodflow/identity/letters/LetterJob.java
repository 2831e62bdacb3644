package io.foodflow.identity.letters;

import io.foodflow.identity.links.OneTimeTokens;
import io.foodflow.identity.links.Purpose;
import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.jobs.JobFailed;
import io.foodflow.platform.jobs.JobHandler;
import io.foodflow.platform.jobs.JobRun;
import io.foodflow.platform.lineage.DataSet;
import io.foodflow.platform.lineage.JobLineage;
import io.foodflow.platform.mail.Delivery;
import io.foodflow.platform.mail.MailMessage;
import io.foodflow.platform.mail.OutgoingMail;
import io.foodflow.platform.web.PublicAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Makes the link of one letter, writes the letter and hands it to the mail server. */
final class LetterJob implements JobHandler {

    static final String KIND = "identity.letter";
    private static final int ATTEMPTS = 10;
    private static final JobLineage LINEAGE = new JobLineage(
            "Makes the link of one letter to somebody with an account, and hands the letter to the mail server",
            List.of(),
            List.of(DataSet.table("one_time_tokens", "Links that open something once, as hashes")),
            List.of());
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

    private final Map<Purpose, Correspondent> correspondents = new EnumMap<>(Purpose.class);
    private final OneTimeTokens tokens;
    private final LetterTexts texts;
    private final PublicAddress address;
    private final OutgoingMail mail;
    private final UnitOfWork work;

    LetterJob(
            List<Correspondent> correspondents,
            OneTimeTokens tokens,
            LetterTexts texts,
            PublicAddress address,
            OutgoingMail mail,
            UnitOfWork work) {
        correspondents.forEach(one -> this.correspondents.put(one.purpose(), one));
        this.tokens = tokens;
        this.texts = texts;
        this.address = address;
        this.mail = mail;
        this.work = work;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public JobLineage lineage() {
        return LINEAGE;
    }

    @Override
    public int attempts() {
        return ATTEMPTS;
    }

    @Override
    public Duration firstPause() {
        return FIRST_PAUSE;
    }

    @Override
    public void run(JobRun run) throws IOException {
        var order = run.input(LetterOrder.class);
        var letter = work.write(change -> write(run.id(), order, change));
        if (letter.isEmpty()) {
            run.result(Map.of("sent", false));
            return;
        }
        switch (mail.send(letter.get())) {
            case Delivery.Accepted _ -> run.result(Map.of("sent", true));
            case Delivery.Refused(var why, var _) -> throw new JobFailed(why);
            case Delivery.Postponed(var why, var _) -> throw new IOException(why);
        }
    }

    private Optional<MailMessage> write(UUID id, LetterOrder order, Change change) {
        var correspondent = Objects.requireNonNull(correspondents.get(order.purpose()));
        var addressee = correspondent.addressee(order.subject());
        if (addressee.isEmpty()) {
            change.nothing();
            return Optional.empty();
        }
        var token =
                tokens.issue(order.purpose(), order.subject(), addressee.get().email());
        change.record(new LinkIssued(order.purpose(), correspondent.subjectType(), order.subject()), null, null);
        var link = address.link(order.purpose().path(token));
        return Optional.of(texts.write(
                id, order, addressee.get(), CallContext.currentTenant().name(), link));
    }
}
