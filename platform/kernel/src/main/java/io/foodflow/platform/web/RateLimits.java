package io.foodflow.platform.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.entitlements.Entitlements;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

/**
 * Requests a caller may make, by the plan that counts for its tenant now: a bucket a minute and one an hour for each user, and one for
 * each address that has not signed in. Kept in memory. Thread-safe.
 */
final class RateLimits {

    private final LimitSettings settings;
    private final Entitlements entitlements;
    private final Clock clock;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterAccess(Duration.ofHours(1))
            .build();

    RateLimits(LimitSettings settings, Entitlements entitlements, Clock clock) {
        this.settings = settings;
        this.entitlements = entitlements;
        this.clock = clock;
    }

    /** Takes one request from the caller's bucket, or ends the request with 429 and the time to wait. */
    void take(CallContext call, HttpServletResponse response) {
        var tenant = call.tenant();
        var plan = tenant == null ? "" : plan(call);
        var limit = tenant == null ? settings.anonymous() : settings.of(plan);
        var key = tenant == null
                ? "ip:" + call.origin().ip()
                : "tenant:%s:%s:%s:%s"
                        .formatted(
                                tenant.id(),
                                plan,
                                call.actor().kind(),
                                call.actor().name());
        var bucket = Objects.requireNonNull(buckets.get(key, absent -> bucket(limit)));
        var probe = bucket.tryConsumeAndReturnRemaining(1);
        response.setHeader("RateLimit-Remaining", Long.toString(probe.getRemainingTokens()));
        if (!probe.isConsumed()) {
            long seconds = Math.max(
                    1, Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds() + 1);
            throw new ProblemException(Problem.of(
                            429,
                            "too-many-requests",
                            "Too many requests",
                            "%d requests a minute and %d an hour are allowed; wait %d s"
                                    .formatted(limit.perMinute(), limit.perHour(), seconds))
                    .with("retry_after_seconds", seconds));
        }
    }

    private String plan(CallContext call) {
        return call.call(() -> entitlements.current().planAt(clock.instant()).name());
    }

    private static Bucket bucket(LimitSettings.Rate limit) {
        return Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(limit.perMinute())
                        .refillGreedy(limit.perMinute(), Duration.ofMinutes(1))
                        .build())
                .addLimit(Bandwidth.builder()
                        .capacity(limit.perHour())
                        .refillGreedy(limit.perHour(), Duration.ofHours(1))
                        .build())
                .build();
    }
}
