package io.foodflow.platform.web;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.context.CallContext.Idempotency;
import io.foodflow.platform.security.MasterKey;
import io.foodflow.platform.tenancy.Tenant;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.ContentCachingResponseWrapper;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * POST with an {@code Idempotency-Key}: sent again, it answers as the first time and changes nothing. The key is claimed
 * in the transaction of the change itself, so a crash between change and answer leaves either neither or both; in the
 * one case where the change is there but its answer is not, the repeat is told which resource the change made.
 * A request that failed claims nothing and may be repeated. What is changed in the platform's own schema, for which a
 * request may need several transactions, claims the key there and gives it back where the request fails and it is known
 * what became of it. Keys are kept 24 hours.
 */
final class IdempotentRequests {

    static final String HEADER = "Idempotency-Key";
    private static final int LONGEST_KEY = 200;
    private static final Set<String> IN_DOUBT = Set.of("database-unavailable", "internal-error");
    private static final String SELECT = "select fingerprint, resource_type, resource_id, status, headers, body from ";
    private static final String KEEP_IN_TENANT = """
            update idempotency_keys set status = :status, headers = cast(:headers as jsonb), body = :body
            where key = :key and fingerprint = :fingerprint and status is null
            """;
    private static final String KEEP_IN_PLATFORM = """
            insert into request_keys as known
              (tenant_id, key, request, fingerprint, resource_type, resource_id, status, headers, body)
            values (:tenant, :key, :request, :fingerprint, 'request', cast(:request as text), :status,
              cast(:headers as jsonb), :body)
            on conflict (tenant_id, key) do update
            set status = excluded.status, headers = excluded.headers, body = excluded.body
            where known.request = excluded.request
            """;
    private static final List<String> KEPT_HEADERS = List.of("Location", "ETag", "Content-Type");

    private final UnitOfWork work;
    private final TransactionTemplate tenantWork;
    private final TransactionTemplate platformWork;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final MasterKey masterKey;

    IdempotentRequests(
            UnitOfWork work,
            TransactionTemplate tenantWork,
            TransactionTemplate platformWork,
            JdbcClient jdbc,
            JsonMapper json,
            MasterKey masterKey) {
        this.masterKey = masterKey;
        this.work = work;
        this.tenantWork = tenantWork;
        this.platformWork = platformWork;
        this.jdbc = jdbc;
        this.json = json;
    }

    void serve(CallContext call, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        var key = request.getHeader(HEADER);
        var tenant = call.tenant();
        if (key == null || !request.getMethod().equals("POST") || tenant == null) {
            proceed(call, chain, new BodyReader(request), response);
            return;
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw new ProblemException(
                    Problems.invalid(HEADER, "length", "%s must have 1..%d characters".formatted(HEADER, LONGEST_KEY)));
        }
        var body = new BodyReader(request);
        var claimed = new AtomicBoolean();
        var idempotency = new Idempotency(
                key,
                () -> {
                    claimed.set(true); // who claims it asks for it, in whatever tenant
                    return fingerprint(call, request, body);
                },
                UUID.randomUUID());
        var answered = call.call(() -> find(tenant, key));
        if (answered.isPresent()) {
            replay(answered.get(), fingerprint(call, request, body), key, response);
        } else {
            var kept = new ContentCachingResponseWrapper(response);
            proceed(call.with(idempotency), chain, body, kept);
            if (kept.getStatus() < 300 && !answersASecret(request)) {
                call.run(() -> keep(tenant, idempotency, claimed.get(), kept));
            } else if (kept.getStatus() >= 300 && !isInDoubt(request)) {
                release(tenant, idempotency);
            }
            kept.copyBodyToResponse();
        }
    }

    private static boolean answersASecret(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE) instanceof HandlerMethod operation
                && operation.hasMethodAnnotation(SecretAnswer.class);
    }

    private static void proceed(
            CallContext call, FilterChain chain, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        call.<Boolean, IOException>call(() -> {
            try {
                chain.doFilter(request, response);
            } catch (ServletException e) {
                throw new IOException(e.getMessage(), e);
            }
            return true;
        });
    }

    /** Whether nobody knows if the change was made: then a repeat must not make it again. */
    private static boolean isInDoubt(HttpServletRequest request) {
        return request.getAttribute(ProblemWriter.ANSWERED) instanceof Problem answered
                && IN_DOUBT.contains(answered.slug());
    }

    /** What a request changed in the platform before it failed is no obstacle to its repeat. */
    private void release(Tenant tenant, Idempotency idempotency) {
        platformWork.executeWithoutResult(
                status -> jdbc.sql("delete from request_keys where tenant_id = ? and key = ? and request = ?")
                        .params(tenant.id().value(), idempotency.key(), idempotency.request())
                        .update());
    }

    /**
     * Keeps the answer with the claim. One that stands in another tenant, where the platform worked for the caller, is
     * known there by another name, so the caller's own is entered here.
     */
    private void keep(Tenant tenant, Idempotency idempotency, boolean claimed, ContentCachingResponseWrapper answer) {
        if (!claimed) {
            return; // nothing was changed, so a repeat may ask again
        }
        var headers = new LinkedHashMap<String, String>();
        for (var name : KEPT_HEADERS) {
            var value = answer.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        var content = new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8);
        var values = Map.<String, Object>of(
                "tenant", tenant.id().value(),
                "key", idempotency.key(),
                "request", idempotency.request(),
                "fingerprint", idempotency.fingerprint().get(),
                "status", answer.getStatus(),
                "headers", json.writeValueAsString(headers),
                "body", content);
        int known = Objects.requireNonNull(tenantWork.execute(
                status -> jdbc.sql(KEEP_IN_TENANT).params(values).update()));
        if (known == 0) {
            platformWork.executeWithoutResult(
                    status -> jdbc.sql(KEEP_IN_PLATFORM).params(values).update());
        }
    }

    private void replay(Answered answered, String fingerprint, String key, HttpServletResponse response)
            throws IOException {
        if (!answered.fingerprint().equals(fingerprint)) {
            throw new ProblemException(Problem.of(
                    422,
                    "idempotency-key-reused",
                    "Idempotency key reused",
                    "the Idempotency-Key '%s' was used for another request; choose a new key for each request"
                            .formatted(key)));
        }
        if (answered.status() == null || answered.body() == null) {
            throw new ProblemException(Problem.of(
                            409,
                            "already-done",
                            "Already done",
                            "this request was carried out but its answer was not kept; read the resource instead")
                    .with("resource_type", answered.resourceType())
                    .with("resource_id", answered.resourceId()));
        }
        response.setStatus(answered.status());
        answered.headers().forEach(response::setHeader);
        response.setHeader("Idempotency-Replayed", "true");
        response.getOutputStream().write(answered.body().getBytes(StandardCharsets.UTF_8));
    }

    /** In the tenant, where most is changed, or in the platform. */
    private Optional<Answered> find(Tenant tenant, String key) {
        return work.read(() -> answered(
                        jdbc.sql(SELECT + "idempotency_keys where key = ?").param(key)))
                .or(() -> Objects.requireNonNull(platformWork.execute(
                        status -> answered(jdbc.sql(SELECT + "request_keys where tenant_id = ? and key = ?")
                                .params(tenant.id().value(), key)))));
    }

    private Optional<Answered> answered(JdbcClient.StatementSpec found) {
        return found.query((row, n) -> new Answered(
                        row.getString("fingerprint"),
                        row.getString("resource_type"),
                        row.getString("resource_id"),
                        (Integer) row.getObject("status"),
                        row.getString("headers") == null
                                ? Map.of()
                                : json.readValue(row.getString("headers"), new TypeReference<Map<String, String>>() {}),
                        row.getString("body")))
                .optional();
    }

    /** Keyed, because a body may hold a password. */
    private String fingerprint(CallContext call, HttpServletRequest request, BodyReader body) {
        return masterKey.fingerprint(String.join(
                " ",
                request.getMethod(),
                request.getRequestURI(),
                String.valueOf(request.getQueryString()),
                String.valueOf(call.actor().id()),
                body.digestOfAll()));
    }

    private record Answered(
            String fingerprint,
            String resourceType,
            String resourceId,
            @Nullable Integer status,
            Map<String, String> headers,
            @Nullable String body) {}
}
