package io.foodflow.platform.web;

import io.foodflow.platform.context.Actor;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.context.Origin;
import io.foodflow.platform.entitlements.ApiCalls;
import io.foodflow.platform.security.PermissionGuard;
import io.foodflow.platform.security.TokenVerification;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.Tenants;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The way in: who calls, for which tenant, within which limits. Binds the {@link CallContext} for the rest of the
 * request. A request without a token, or with one that is not good, goes on as anonymous, and {@link PermissionGuard} stops
 * it with 401 at whatever is not open to all; so a run-out session can be refreshed with its old token still at hand.
 */
final class RequestFilter extends OncePerRequestFilter {

    private static final String BEARER = "bearer ";

    private final TokenVerification tokens;
    private final Tenants tenants;
    private final RateLimits rateLimits;
    private final ApiCalls apiCalls;
    private final IdempotentRequests idempotentRequests;
    private final Refusals refusals;
    private final ProblemWriter problems;
    private final Supplier<@Nullable String> traceId;

    RequestFilter(
            TokenVerification tokens,
            Tenants tenants,
            RateLimits rateLimits,
            ApiCalls apiCalls,
            IdempotentRequests idempotentRequests,
            Refusals refusals,
            ProblemWriter problems,
            Supplier<@Nullable String> traceId) {
        this.tokens = tokens;
        this.tenants = tenants;
        this.rateLimits = rateLimits;
        this.apiCalls = apiCalls;
        this.idempotentRequests = idempotentRequests;
        this.refusals = refusals;
        this.problems = problems;
        this.traceId = traceId;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        try {
            var call = identify(request);
            rateLimits.take(call, response);
            apiCalls.take(call);
            log(call);
            idempotentRequests.serve(call, request, response, chain);
            refusals.look(call, request, response);
        } catch (ProblemException e) {
            problems.write(request, response, e.problem());
        } finally {
            MDC.remove("tenant");
            MDC.remove("user");
        }
    }

    private CallContext identify(HttpServletRequest request) {
        var origin = new Origin(request.getRemoteAddr(), request.getHeader(HttpHeaders.USER_AGENT), traceId.get());
        var token = token(request);
        if (token.isEmpty()) {
            return anonymous(origin);
        }
        var verified = tokens.verify(token.get());
        if (verified.isEmpty()) {
            return refused(request, origin, refusal(token.get()));
        }
        var found = tenants.find(verified.get().tenant());
        if (found.isEmpty()) {
            return refused(request, origin, Problems.unauthenticated("the tenant of this token no longer exists"));
        }
        var tenant = found.get();
        if (!tenant.isActive() && !isMadeBy(verified.get().actor(), tenant)) {
            throw new ProblemException(Problems.tenantSuspended(tenant.status() == Tenant.Status.DELETING));
        }
        return new CallContext(verified.get().actor(), tenant, origin, token.get(), null);
    }

    /** A service of the platform that helps to make the tenant. */
    private static boolean isMadeBy(Actor actor, Tenant tenant) {
        return tenant.status() == Tenant.Status.PROVISIONING
                && actor.kind() == Actor.Kind.SERVICE
                && actor.id() == null;
    }

    private static Optional<String> token(HttpServletRequest request) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return Optional.empty();
        }
        return Optional.of(header.substring(BEARER.length()).trim());
    }

    private Problem refusal(String token) {
        return tokens.isOutdated(token)
                ? Problems.permissionsChanged()
                : Problems.unauthenticated("the bearer token is not valid or has run out; refresh it or sign in again");
    }

    private static CallContext refused(HttpServletRequest request, Origin origin, Problem why) {
        request.setAttribute(PermissionGuard.REFUSAL, why);
        return anonymous(origin);
    }

    private static CallContext anonymous(Origin origin) {
        return new CallContext(Actor.anonymous(), null, origin, null, null);
    }

    private static void log(CallContext call) {
        var tenant = call.tenant();
        if (tenant != null) {
            MDC.put("tenant", tenant.slug());
            MDC.put("user", call.actor().label());
        }
    }
}
