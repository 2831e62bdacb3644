package io.foodflow.notification.channels;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.notification.channels.ChannelController.TestResult;
import io.foodflow.notification.sending.Message;
import io.foodflow.notification.sending.Sending;
import io.foodflow.notification.sending.Sent;
import io.foodflow.notification.sending.Sent.Answer;
import io.foodflow.notification.sending.Severity;
import io.foodflow.platform.context.CallContext;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sends test messages, outside any transaction, and notes that it did. Thread-safe. */
final class ChannelTests {

    private final Channels channels;
    private final Sending sending;
    private final Clock clock;

    ChannelTests(Channels channels, Sending sending, Clock clock) {
        this.channels = channels;
        this.sending = sending;
        this.clock = clock;
    }

    TestResult send(Channels.Known known, @Nullable String to) {
        long begun = System.nanoTime();
        var sent = sending.send(known.destination(), message(known.channel(), to));
        var result = result(sent, Duration.ofNanos(System.nanoTime() - begun).toMillis());
        channels.tested(known.channel(), result.outcome());
        return result;
    }

    private Message message(Channel channel, @Nullable String to) {
        var tenant = CallContext.currentTenant().name();
        var subject = "FoodFlow test: %s".formatted(channel.name());
        var text = "This is a test message of %s through the channel '%s'. Nothing happened, and nothing is to be done."
                .formatted(tenant, channel.name());
        return new Message(
                UuidCreator.getTimeOrderedEpoch(),
                "notification.test",
                to,
                "en",
                Severity.INFO,
                subject,
                text,
                null,
                "FoodFlow test of %s. Nothing is to be done.".formatted(tenant),
                clock.instant());
    }

    private static TestResult result(Sent sent, long millis) {
        return switch (sent) {
            case Sent.Accepted(var reference, var answer) ->
                result("accepted", null, false, reference, answer, null, millis);
            case Sent.Refused(var why, var answer) -> result("refused", why, false, null, answer, null, millis);
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
