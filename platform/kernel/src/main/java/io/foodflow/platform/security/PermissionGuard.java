package io.foodflow.platform.security;

import io.foodflow.platform.context.Actor;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.context.Scope;
import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Lets a request reach its operation only if the caller holds the permission that the operation declares; a caller who
 * holds it at some sites only, just if the operation declares how it treats one ({@link AtSites}). At the start
 * it walks all operations of ours and refuses to run with one that declares nothing; the walk is also the list of all
 * permissions there are.
 */
public final class PermissionGuard implements HandlerInterceptor, SmartInitializingSingleton {

    /** Request attribute with the {@link Problem} that says why the token of an anonymous caller was not taken. */
    public static final String REFUSAL = PermissionGuard.class.getName() + ".refusal";

    private static final String OURS = "io.foodflow.";

    private final java.util.function.Supplier<RequestMappingHandlerMapping> mapping;
    private final Set<String> others;
    private final Map<Method, Rule> rules = new ConcurrentHashMap<>();
    private volatile Set<String> permissions = Set.of();
    private volatile List<DeclaredOperation> operations = List.of();

    PermissionGuard(java.util.function.Supplier<RequestMappingHandlerMapping> mapping, Set<String> others) {
        this.mapping = mapping;
        this.others = Set.copyOf(others);
    }

    /** Every permission that an operation of this process declares, and the {@link DeclaredPermission}s. */
    public Set<String> permissions() {
        return permissions;
    }

    /** Every operation of this process that declares a permission, by permission, path and method. */
    public List<DeclaredOperation> operations() {
        return operations;
    }

    @Override
    public void afterSingletonsInstantiated() {
        var mapped = new HashMap<>(mapping.get().getHandlerMethods());
        mapped.values().removeIf(operation -> !isOurs(operation));
        var open = mapped.values().stream()
                .filter(operation -> !declares(operation))
                .map(HandlerMethod::toString)
                .sorted()
                .toList();
        if (!open.isEmpty()) {
            throw new IllegalStateException(
                    "each operation must carry @RequiresPermission, @SignedIn or @OpenToAll; these do not: " + open);
        }
        var writing = mapped.entrySet().stream()
                .filter(entry -> find(entry.getValue(), OpenToAuditors.class) != null)
                .filter(entry ->
                        !entry.getKey().getMethodsCondition().getMethods().equals(Set.of(RequestMethod.GET))
                                || find(entry.getValue(), RequiresPermission.class) == null)
                .map(entry -> entry.getValue().toString())
                .sorted()
                .toList();
        if (!writing.isEmpty()) {
            throw new IllegalStateException(
                    "an operation that is open to auditors must be of GET and carry @RequiresPermission; these are"
                            + " not: "
                            + writing);
        }
        operations = mapped.entrySet().stream()
                .flatMap(entry -> declared(entry.getKey(), entry.getValue()))
                .sorted()
                .toList();
        permissions = Stream.concat(
                        others.stream(),
                        mapped.values().stream()
                                .map(PermissionGuard::permission)
                                .flatMap(Optional::stream))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<DeclaredOperation> declared(RequestMappingInfo mapped, HandlerMethod operation) {
        var described = find(operation, Operation.class);
        var summary = described == null ? "" : described.summary();
        return permission(operation).stream()
                .flatMap(permission -> mapped.getMethodsCondition().getMethods().stream()
                        .flatMap(method -> mapped.getPatternValues().stream()
                                .map(path -> new DeclaredOperation(
                                        permission, method.name(), path, summary, atSites(operation)))));
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod operation) || !isOurs(operation)) {
            if (request.getAttribute(REFUSAL) != null) {
                throw new ProblemException(refusal(request));
            }
            return true;
        }
        if (request.getDispatcherType() == DispatcherType.ASYNC) {
            return true; // the rest of a request that was let in; its call context ended with the first part
        }
        var rule = rules.computeIfAbsent(operation.getMethod(), method -> Rule.of(operation));
        if (rule.open()) {
            return true;
        }
        var actor = CallContext.find().map(CallContext::actor).orElseGet(Actor::anonymous);
        if (actor.kind() == Actor.Kind.ANONYMOUS) {
            throw new ProblemException(refusal(request));
        }
        if (actor.kind() == Actor.Kind.AUDITOR && !rule.auditors()) {
            throw new ProblemException(Problems.closedToAuditors());
        }
        if (!rule.signedIn()) {
            require(actor, rule);
        }
        return true;
    }

    private static void require(Actor actor, Rule rule) {
        switch (actor.scope(rule.permission())) {
            case Scope.Everywhere _ -> {}
            case Scope.Nowhere _ -> throw new ProblemException(Problems.forbidden(rule.permission()));
            case Scope.Sites(var sites) -> {
                if (rule.atSites() == AtSites.REFUSED) {
                    throw new ProblemException(Problems.everywhereOnly(rule.permission(), sites));
                }
            }
        }
    }

    private static Problem refusal(HttpServletRequest request) {
        return request.getAttribute(REFUSAL) instanceof Problem why
                ? why
                : Problems.unauthenticated(
                        "send a bearer token in the Authorization header; POST /auth/login gives one");
    }

    /** The permission an operation declares, if it declares one. */
    public static Optional<String> permission(HandlerMethod operation) {
        return Optional.ofNullable(find(operation, RequiresPermission.class)).map(RequiresPermission::value);
    }

    /** What comes of a caller who holds the permission of an operation at some sites only. */
    public static AtSites atSites(HandlerMethod operation) {
        var declared = find(operation, RequiresPermission.class);
        return declared == null ? AtSites.REFUSED : declared.atSites();
    }

    /** Whether an operation may be called without a token. */
    public static boolean isOpen(HandlerMethod operation) {
        return find(operation, OpenToAll.class) != null;
    }

    /** Whether an operation is one of ours that asks for a token. */
    public static boolean isGuarded(HandlerMethod operation) {
        return isOurs(operation) && !isOpen(operation);
    }

    private static boolean declares(HandlerMethod operation) {
        return find(operation, RequiresPermission.class) != null
                || find(operation, SignedIn.class) != null
                || find(operation, OpenToAll.class) != null;
    }

    private static boolean isOurs(HandlerMethod operation) {
        return Objects.requireNonNull(operation.getBeanType()).getName().startsWith(OURS);
    }

    private static <A extends Annotation> @Nullable A find(HandlerMethod operation, Class<A> type) {
        return AnnotatedElementUtils.findMergedAnnotation(operation.getMethod(), type);
    }

    /** What an operation asks of its caller: nothing, a signed-in caller, or a permission. */
    private record Rule(boolean open, boolean signedIn, boolean auditors, String permission, AtSites atSites) {

        static Rule of(HandlerMethod operation) {
            boolean open = find(operation, OpenToAll.class) != null;
            boolean signedIn = find(operation, SignedIn.class) != null;
            return new Rule(
                    open,
                    signedIn,
                    find(operation, OpenToAuditors.class) != null,
                    open || signedIn
                            ? ""
                            : PermissionGuard.permission(operation).orElseThrow(),
                    PermissionGuard.atSites(operation));
        }
    }
}
