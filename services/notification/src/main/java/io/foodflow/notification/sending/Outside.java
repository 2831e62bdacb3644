package io.foodflow.notification.sending;

import io.foodflow.notification.sending.Sent.Answer;
import io.foodflow.platform.http.CheckedSockets;
import io.foodflow.platform.http.OutboundHttp;
import io.foodflow.platform.http.OutboundOutcome;
import io.foodflow.platform.http.OutboundOutcome.Answered;
import io.foodflow.platform.http.OutboundRequest;
import io.foodflow.platform.http.OutboundSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reaches receivers. Tenants type their addresses in, so they are hostile: no addresses of this network unless the settings
 * allow them, no redirects (they could lead the message elsewhere), short time-outs for the whole, small answers, each request
 * once.
 * Thread-safe.
 */
public final class Outside implements AutoCloseable {

    private static final long LARGEST_ANSWER_BYTES = 1L << 18;
    private static final int HEAD = 300;
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);
    private static final List<Integer> FOR_NOW = List.of(408, 425, 429);

    /** Said in the name of a server that was not heard to the end, and may have taken the message. */
    private static final List<Integer> BY_A_GATEWAY = List.of(502, 504);

    private final OutboundHttp http;
    private final CheckedSockets sockets;
    private final boolean withoutTls;
    private final Clock clock;

    Outside(NotificationSettings settings, OutboundSettings general, Clock clock) {
        var allow = Stream.concat(
                        settings.allowed().stream(),
                        general.allow() == null ? Stream.empty() : general.allow().stream())
                .toList();
        this.http = new OutboundHttp(new OutboundSettings(
                settings.connectMillis(), settings.totalMillis(), LARGEST_ANSWER_BYTES, 0, 1, allow));
        this.sockets = new CheckedSockets(allow, Duration.ofMillis(settings.mailTotalMillis()));
        this.withoutTls = settings.withoutTls();
        this.clock = clock;
    }

    /** Why messages will not be sent to that address, judged by its text; empty if they will, as far as can be seen. */
    public Optional<String> refusal(URI uri) {
        return http.refusal(uri)
                .or(() -> "https".equalsIgnoreCase(uri.getScheme()) || withoutTls
                        ? Optional.empty()
                        : Optional.of("only https:// addresses are called"));
    }

    /** As {@link #refusal(URI)}, for a mail server. */
    public Optional<String> refusal(String host, int port) {
        return sockets.refusal(host, port);
    }

    /** Whether a mail server need not offer TLS. */
    public boolean allowsWithoutTls() {
        return withoutTls;
    }

    CheckedSockets sockets() {
        return sockets;
    }

    /** Sends a request; {@code read} says what an answer means, everything else is said here. */
    Sent send(OutboundRequest request, Function<Answered, Sent> read) {
        var refusal = refusal(request.uri());
        if (refusal.isPresent()) {
            return new Sent.Refused(refusal.get(), null);
        }
        return switch (http.send(request)) {
            case Answered answered -> read.apply(answered);
            case OutboundOutcome.Refused(var reason) -> new Sent.Refused(reason, null);
            case OutboundOutcome.Unreachable(var reason) ->
                new Sent.Postponed(
                        "%s cannot be reached: %s".formatted(request.uri().getHost(), head(reason)), null, null, true);
            case OutboundOutcome.TimedOut(var millis) ->
                new Sent.Postponed("no whole answer within %d ms".formatted(millis), null, null, true);
            case OutboundOutcome.TooLarge(var bytes) ->
                new Sent.Postponed("the answer has more than %d bytes".formatted(bytes), null, null, true);
        };
    }

    static Answer answer(Answered answered) {
        return new Answer(answered.status(), head(answered.text()), answered.body().length);
    }

    /**
     * What an answer that is not good means by its status: 408, 425, 429 and 5xx are for now, the others for good.
     *
     * @param why what the other side said
     */
    Sent notGood(Answered answered, String why) {
        boolean forNow = FOR_NOW.contains(answered.status()) || answered.status() >= 500;
        return forNow ? postponed(answered, why) : new Sent.Refused(why, answer(answered));
    }

    Sent postponed(Answered answered, String why) {
        return new Sent.Postponed(
                why, answer(answered), retryAfter(answered), BY_A_GATEWAY.contains(answered.status()));
    }

    private @Nullable Duration retryAfter(Answered answered) {
        return answered.header("retry-after")
                .map(text -> waiting(text.strip(), clock.instant()))
                .orElse(null);
    }

    /** Seconds or a date, as RFC 9110 has them; null for anything else. */
    static @Nullable Duration waiting(String text, Instant now) {
        try {
            var wait = text.matches("[0-9]{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : Duration.between(
                            now,
                            ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
            return wait.isNegative() ? Duration.ZERO : atMostADay(wait);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Duration atMostADay(Duration wait) {
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    /** The beginning of a text, without control characters. */
    static String head(String text) {
        var end = text.offsetByCodePoints(0, Math.min(HEAD, text.codePointCount(0, text.length())));
        return text.substring(0, end).replaceAll("\\p{Cntrl}+", " ").strip();
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
