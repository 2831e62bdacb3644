package io.foodflow.platform.services;

import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.ProblemException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Sends the calls to one service: reads again with growing pauses when it does not answer, and not at all for a while
 * once half of the last calls failed. What cannot be sent ends as a problem document, like any other refusal.
 */
final class RemoteCalls implements ClientHttpRequestInterceptor {

    private static final Logger log = LoggerFactory.getLogger(RemoteCalls.class);
    private static final Set<Integer> OUT_OF_SERVICE = Set.of(502, 503, 504);
    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration OPEN = Duration.ofSeconds(3);

    private final String service;
    private final boolean connected;
    private final CircuitBreaker breaker;
    private final Retry reads;
    private final Retry writes;

    RemoteCalls(String service, boolean connected, RemoteSettings.Calls settings) {
        this.service = service;
        this.connected = connected;
        this.breaker = CircuitBreaker.of(
                service,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(10)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(OPEN)
                        .permittedNumberOfCallsInHalfOpenState(3)
                        .build());
        this.reads = Retry.of(
                service,
                repeating(settings)
                        .retryOnResult(RemoteCalls::isOutOfService)
                        .retryOnException(IOException.class::isInstance)
                        .consumeResultBeforeRetryAttempt((attempt, response) -> response.close())
                        .build());
        this.writes = Retry.of(
                service,
                repeating(settings)
                        .retryOnException(ConnectException.class::isInstance)
                        .build());
    }

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        if (!connected) {
            throw new ProblemException(Problem.of(
                    503,
                    "service-not-connected",
                    "Service not connected",
                    "the service '%s' does not run in this process; set foodflow.remote.%s to its address"
                            .formatted(service, service)));
        }
        var retry = READS.contains(request.getMethod()) ? reads : writes;
        try {
            return retry.executeCheckedSupplier(() -> once(request, body, execution));
        } catch (IOException e) {
            log.warn("{} {} of service {}: {}", request.getMethod(), request.getURI(), service, e.toString());
            throw unavailable("the service '%s' does not answer".formatted(service));
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("calling service " + service, e);
        }
    }

    private ClientHttpResponse once(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        if (!breaker.tryAcquirePermission()) {
            throw unavailable("the service '%s' has not been answering".formatted(service));
        }
        long began = System.nanoTime();
        try {
            var response = execution.execute(request, body);
            if (isOutOfService(response)) {
                breaker.onError(
                        System.nanoTime() - began,
                        TimeUnit.NANOSECONDS,
                        new IOException("status " + response.getStatusCode()));
            } else {
                breaker.onSuccess(System.nanoTime() - began, TimeUnit.NANOSECONDS);
            }
            return response;
        } catch (IOException | RuntimeException e) {
            breaker.onError(System.nanoTime() - began, TimeUnit.NANOSECONDS, e);
            throw e;
        }
    }

    private static RetryConfig.Builder<ClientHttpResponse> repeating(RemoteSettings.Calls settings) {
        return RetryConfig.<ClientHttpResponse>custom()
                .maxAttempts(settings.attempts())
                .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(FIRST_PAUSE));
    }

    private static boolean isOutOfService(ClientHttpResponse response) {
        try {
            return OUT_OF_SERVICE.contains(response.getStatusCode().value());
        } catch (IOException e) {
            return true;
        }
    }

    private static ProblemException unavailable(String detail) {
        return new ProblemException(Problem.of(503, "service-unavailable", "Service unavailable", detail)
                .with("retry_after_seconds", OPEN.toSeconds()));
    }
}
