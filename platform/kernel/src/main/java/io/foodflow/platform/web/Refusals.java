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
                    .map(absent -> new Problems.Absent(kind(absent), absent.id()))
                    .orElseGet(() -> new Problems.Absent(kind(path), id(request, path)));
            refused.note(call, "%s %s".formatted(request.getMethod(), path), named.kind(), named.id(), status);
        }
    }

    /**
     * What the operation is about, in the singular, as the ledger calls it: what stands before the path's last variable, or
     * its first part.
     */
    static String kind(String path) {
        int variable = path.lastIndexOf("/{");
        var parts = (variable > 0 ? path.substring(0, variable) : path).split("/", -1);
        var plural = variable > 0 ? parts[parts.length - 1] : parts[Math.min(1, parts.length - 1)];
        var one = plural.endsWith("ies")
                ? plural.substring(0, plural.length() - 3) + "y"
                : plural.endsWith("s") ? plural.substring(0, plural.length() - 1) : plural;
        return one.replace('-', '_');
    }

    /** The same for the words of a problem: whose logo or second factor is missing is named by whose it is. */
    static String kind(Problems.Absent absent) {
        int owner = absent.kind().lastIndexOf(" of ");
        var words = owner < 0 || absent.kind().startsWith("a", owner + 4)
                ? absent.kind()
                : absent.kind().substring(owner + 4);
        return words.replace(' ', '_').replace('-', '_');
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
