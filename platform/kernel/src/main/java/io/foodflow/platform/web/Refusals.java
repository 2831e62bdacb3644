package io.foodflow.platform.web;

import io.foodflow.platform.audit.RefusedAccess;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.security.PermissionGuard;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/** Finds requests that a guarded operation answered with 403 or 404, and has them audited. Thread-safe. */
final class Refusals {

    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final RefusedAccess refused;

    Refusals(RefusedAccess refused) {
        this.refused = refused;
    }

    /** Looks at a request that has been answered. */
    void look(CallContext call, HttpServletRequest request, HttpServletResponse response) {
        int status = response.getStatus();
        if (status != FORBIDDEN && status != NOT_FOUND) {
            return;
        }
        if (request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE) instanceof HandlerMethod operation
                && PermissionGuard.isGuarded(operation)) {
            var path = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
            var named = Optional.ofNullable(request.getAttribute(ProblemWriter.ANSWERED))
                    .filter(Problem.class::isInstance)
                    .map(Problem.class::cast)
                    .flatMap(Problems::absent)
                    .orElseGet(() -> new Problems.Absent(kind(path), id(request, path)));
            refused.note(call, "%s %s".formatted(request.getMethod(), path), named.kind(), named.id(), status);
        }
    }

    /** The first part of the path, as {@code users}. */
    private static String kind(String path) {
        int end = path.indexOf('/', 1);
        return path.substring(Math.min(1, path.length()), end < 0 ? path.length() : end);
    }

    /** The last variable of the path. */
    private static String id(HttpServletRequest request, String path) {
        if (!(request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables)) {
            return "";
        }
        return variables.entrySet().stream()
                .filter(one -> path.contains("{%s".formatted(one.getKey())))
                .max((one, other) -> Integer.compare(
                        path.lastIndexOf("{%s".formatted(one.getKey())),
                        path.lastIndexOf("{%s".formatted(other.getKey()))))
                .map(one -> String.valueOf(one.getValue()))
                .orElse("");
    }
}
