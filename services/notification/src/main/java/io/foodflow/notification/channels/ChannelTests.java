package io.foodflow.notification.channels;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.notification.sending.Message;
import io.foodflow.notification.sending.Outside;
import io.foodflow.notification.sending.Sending;
import io.foodflow.notification.sending.Sent;
import io.foodflow.notification.sending.Sent.Answer;
import io.foodflow.notification.sending.Severity;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sends test messages, outside any transaction, and notes that it did. Thread-safe. */
public final class ChannelTests {

    private final Channels channels;
    private final Sending sending;
    private final Outside outside;
    private final Clock clock;

    ChannelTests(Channels channels, Sending sending, Outside outside, Clock clock) {
        this.channels = channels;
        this.sending = sending;
        this.outside = outside;
        this.clock = clock;
    }

    /** What a test message says. */
    public record Wording(
            String language,
            String subject,
            String text,
            @Nullable String html,
            String shortText) {}

    TestResult send(UUID channel, @Nullable String to) {
        var known = known(channel);
        return send(known, to, wording(known.channel()));
    }

    /**
     * Sends these words through a channel, switched on or not.
     *
     * @param to an address or number, where the channel does not say itself where it goes
     * @throws ProblemException 404 if there is no such channel, 400 if nobody can be reached there like that
     */
    public TestResult send(UUID channel, @Nullable String to, Wording wording) {
        return send(known(channel), to, wording);
    }

    private TestResult send(Channels.Known known, @Nullable String to, Wording wording) {
        var settings = known.channel().settings();
        var recipient = ChannelSettings.PLATFORM.equals(settings.server())
                ? ownAddress(to)
                : new ChannelFields(outside).recipient(known.channel().kind(), to);
        long begun = System.nanoTime();
        var sent = known.destination()
                .map(destination -> sending.send(destination, message(recipient, wording)))
                .orElseGet(() -> new Sent.NotConfigured("the channel's secret is missing"));
        var result = result(sent, Duration.ofNanos(System.nanoTime() - begun).toMillis());
        channels.tested(known.channel(), result.outcome());
        return result;
    }

    private Channels.Known known(UUID channel) {
        return channels.known(channel).orElseThrow(() -> new ProblemException(Problems.notFound("channel", channel)));
    }

    /** So that nobody sends mail in this installation's name to whom he likes. */
    private static String ownAddress(@Nullable String to) {
        var own = CallContext.current().actor().name();
        if ((to != null && !to.strip().equalsIgnoreCase(own)) || own.indexOf('@') < 0) {
            throw new ProblemException(Problems.invalid(
                    "to",
                    "own-address",
                    "to must be your own address: a test by this installation's mail server goes to nobody else"));
        }
        return own;
    }

    private Message message(@Nullable String to, Wording wording) {
        return new Message(
                UuidCreator.getTimeOrderedEpoch(),
                "notification.test",
                to,
                wording.language(),
                Severity.INFO,
                wording.subject(),
                wording.text(),
                wording.html(),
                wording.shortText(),
                clock.instant());
    }

    private static Wording wording(Channel channel) {
        var tenant = CallContext.currentTenant().name();
        return new Wording(
                "en",
                "FoodFlow test: %s".formatted(channel.name()),
                "This is a test message of %s through the channel '%s'. Nothing happened, and nothing is to be done."
                        .formatted(tenant, channel.name()),
                null,
                "FoodFlow test of %s. Nothing is to be done.".formatted(tenant));
    }

    private static TestResult result(Sent sent, long millis) {
        return switch (sent) {
            case Sent.Accepted(var reference, var answer) ->
                result("accepted", null, false, reference, answer, null, millis);
            case Sent.Refused(var why, var answer) -> result("refused", why, false, null, answer, null, millis);
            case Sent.AddressRefused(var _, var why, var answer) ->
                result("refused", why, false, null, answer, null, millis);
            case Sent.Postponed(var why, var answer, var wait, var mayHaveArrived) ->
                result("postponed", why, mayHaveArrived, null, answer, wait, millis);
            case Sent.NotConfigured(var why) -> result("not_configured", why, false, null, null, null, millis);
        };
    }

    private static TestResult result(
            String outcome,
            @Nullable String reason,
            boolean mayHaveArrived,
            @Nullable String reference,
            @Nullable Answer answer,
            @Nullable Duration wait,
            long millis) {
        return new TestResult(
                outcome,
                reason,
                mayHaveArrived,
                reference,
                answer == null ? null : answer.status(),
                answer == null ? null : answer.head(),
                answer == null ? null : answer.bytes(),
                wait == null ? null : wait.toSeconds(),
                millis);
    }
}
