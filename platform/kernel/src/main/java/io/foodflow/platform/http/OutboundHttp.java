package io.foodflow.platform.http;

import io.foodflow.platform.http.CheckedResolver.AddressRefused;
import io.foodflow.platform.http.OutboundOutcome.Answered;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The one way to call an address that somebody typed in: web hooks, connectors, identity providers. Every connection goes
 * to an address that was checked ({@link AddressPolicy}), redirects are followed only through the same check, time and
 * size are bounded, and requests that may be repeated are repeated, with growing pauses, while no good answer came.
 * Thread-safe.
 *
 * <p>Built on Apache HttpClient because it lets us choose the address a connection is made to; the JDK's own client
 * resolves the name a second time, after any check of ours.
 */
public final class OutboundHttp implements AutoCloseable {

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> WORTH_REPEATING = Set.of(429, 502, 503, 504);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final int CONNECTIONS = 100;
    private static final int CONNECTIONS_A_HOST = 20;

    private final OutboundSettings settings;
    private final AddressPolicy policy;
    private final CloseableHttpClient client;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** For who needs limits of its own; everybody else takes the one there is. Close it after use. */
    public OutboundHttp(OutboundSettings settings) {
        this.settings = settings;
        this.policy = new AddressPolicy(Objects.requireNonNull(settings.allow()));
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new CheckedResolver(policy))
                .setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(CONNECTIONS_A_HOST)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.ofMilliseconds(settings.connectMillis()))
                        .setTimeToLive(TimeValue.ofMinutes(2))
                        .setValidateAfterInactivity(TimeValue.ofSeconds(2))
                        .build())
                .build();
        this.client = HttpClients.custom()
                .setConnectionManager(connections)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .setUserAgent("FoodFlow")
                .build();
    }

    /** Sends a request and says how that ended; never throws for anything the other side or the network does. */
    public OutboundOutcome send(OutboundRequest request) {
        var total = request.total() == null ? Duration.ofMillis(settings.totalMillis()) : request.total();
        long deadline = System.nanoTime() + total.toNanos();
        if (!request.repeatable()) {
            return withinTime(request, total, deadline);
        }
        var retry = Retry.of(
                "outbound",
                RetryConfig.<OutboundOutcome>custom()
                        .maxAttempts(settings.attempts())
                        .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(FIRST_PAUSE))
                        .retryOnResult(outcome -> isWorthRepeating(outcome) && System.nanoTime() < deadline)
                        .retryOnException(e -> false)
                        .build());
        return retry.executeSupplier(() -> withinTime(request, total, deadline));
    }

    /** Why that address will not be called, judged by its text; empty if it will, as far as can be seen without asking. */
    public Optional<String> refusal(URI uri) {
        return policy.refusal(uri);
    }

    @Override
    public void close() throws IOException {
        client.close();
        threads.shutdownNow();
    }

    private static boolean isWorthRepeating(OutboundOutcome outcome) {
        return switch (outcome) {
            case Answered answered -> WORTH_REPEATING.contains(answered.status());
            case OutboundOutcome.Unreachable unreachable -> true;
            case OutboundOutcome.Refused refused -> false;
            case OutboundOutcome.TimedOut timedOut -> false;
            case OutboundOutcome.TooLarge tooLarge -> false;
        };
    }

    private OutboundOutcome withinTime(OutboundRequest request, Duration total, long deadline) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            return new OutboundOutcome.TimedOut(total.toMillis());
        }
        var running = threads.submit(() -> follow(request));
        try {
            return running.get(left, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            running.cancel(true);
            return new OutboundOutcome.TimedOut(total.toMillis());
        } catch (InterruptedException e) {
            running.cancel(true);
            Thread.currentThread().interrupt();
            return new OutboundOutcome.Unreachable("interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("an outbound call failed by a bug", e.getCause());
        }
    }

    private OutboundOutcome follow(OutboundRequest first) {
        var request = first;
        for (int hop = 0; hop <= settings.maxRedirects(); hop++) {
            var outcome = once(request);
            if (!(outcome instanceof Answered answered)
                    || !REDIRECTS.contains(answered.status())
                    || answered.header("location").isEmpty()) {
                return outcome;
            }
            try {
                var target = request.uri().resolve(answered.header("location").get());
                request = request.redirected(target, answered.status());
            } catch (IllegalArgumentException e) {
                return new OutboundOutcome.Refused("%s redirects to what is no address"
                        .formatted(request.uri().getHost()));
            }
        }
        return new OutboundOutcome.Refused("more than %d redirects".formatted(settings.maxRedirects()));
    }

    private OutboundOutcome once(OutboundRequest request) {
        var refusal = policy.refusal(request.uri());
        if (refusal.isPresent()) {
            return new OutboundOutcome.Refused(refusal.get());
        }
        var call = new HttpUriRequestBase(request.method(), request.uri());
        request.headers().forEach(call::setHeader);
        if (request.content() != null) {
            call.setEntity(new ByteArrayEntity(
                    request.content().bytes(),
                    ContentType.parse(request.content().mediaType())));
        }
        long limit = request.maxBytes() == null ? settings.maxBytes() : request.maxBytes();
        try {
            return client.execute(call, response -> read(response, limit, request.uri(), call));
        } catch (AddressRefused e) {
            return new OutboundOutcome.Refused(Objects.requireNonNull(e.getMessage()));
        } catch (InterruptedIOException e) {
            return new OutboundOutcome.Unreachable("no connection within %d ms".formatted(settings.connectMillis()));
        } catch (IOException | IllegalArgumentException e) {
            return new OutboundOutcome.Unreachable(e.toString());
        }
    }

    private static OutboundOutcome read(ClassicHttpResponse response, long limit, URI from, HttpUriRequestBase call)
            throws IOException {
        byte[] body = new byte[0];
        var entity = response.getEntity();
        if (entity != null) {
            try (InputStream in = entity.getContent()) {
                body = in == null ? body : in.readNBytes((int) Math.min(limit + 1, Integer.MAX_VALUE));
                if (body.length > limit) {
                    call.cancel(); // or closing would read the rest
                    return new OutboundOutcome.TooLarge(limit);
                }
            }
        }
        return new Answered(response.getCode(), headers(response), body, from);
    }

    private static Map<String, List<String>> headers(ClassicHttpResponse response) {
        var headers = new HashMap<String, List<String>>();
        for (var header : response.getHeaders()) {
            headers.computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header.getValue());
        }
        return headers;
    }
}
