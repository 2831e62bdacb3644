package io.foodflow.platform.observability;

import io.foodflow.platform.context.Actor;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.web.ProblemWriter;
import io.foodflow.platform.web.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Metrics tell of all tenants together, so they are for operators: for callers that hold {@value #PERMISSION}, and for a
 * scraper on this very machine, unless its request came through a proxy. Where the server believes what proxies say of
 * addresses, an address proves nothing and only callers are admitted.
 */
final class MetricsGuard extends OncePerRequestFilter {

    static final String PERMISSION = "metrics:read";

    private final ProblemWriter problems;
    private final boolean believesProxies;

    MetricsGuard(ProblemWriter problems, boolean believesProxies) {
        this.problems = problems;
        this.believesProxies = believesProxies;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var actor = CallContext.find().map(CallContext::actor).orElseGet(Actor::anonymous);
        if (actor.may(PERMISSION) || isFromThisMachine(request)) {
            chain.doFilter(request, response);
        } else if (actor.kind() == Actor.Kind.ANONYMOUS) {
            problems.write(request, response, Problems.unauthenticated("send a bearer token that holds " + PERMISSION));
        } else {
            problems.write(request, response, Problems.forbidden(PERMISSION));
        }
    }

    private boolean isFromThisMachine(HttpServletRequest request) {
        return !believesProxies
                && request.getHeader("X-Forwarded-For") == null
                && request.getHeader("Forwarded") == null
                && InetAddress.ofLiteral(request.getRemoteAddr()).isLoopbackAddress();
    }
}
