package io.foodflow.platform.services;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.security.AccessTokens;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.tenancy.TenantId;
import java.io.IOException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.service.invoker.HttpRequestValues;

/**
 * Says on whose behalf another service is called: with the caller's own token where the call began with one, else (in
 * jobs and event consumers) with a token of the platform for this tenant that carries just the permission which the called
 * operation declares on its interface.
 */
final class CallerTokens implements ClientHttpRequestInterceptor, HttpRequestValues.Processor {

    private static final String PERMISSION = CallerTokens.class.getName() + ".permission";
    private static final Duration REUSED = Duration.ofSeconds(30);

    private final AccessTokens tokens;
    private final Cache<Holder, String> issued =
            Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(REUSED).build();

    private record Holder(String name, TenantId tenant, Set<String> permissions) {}

    CallerTokens(AccessTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public void process(
            Method method,
            MethodParameter[] parameters,
            @Nullable Object[] arguments,
            HttpRequestValues.Builder request) {
        var declared = AnnotatedElementUtils.findMergedAnnotation(method, RequiresPermission.class);
        if (declared != null) {
            request.addAttribute(PERMISSION, declared.value());
        }
    }

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        request.getHeaders().setBearerAuth(token(request.getAttributes().get(PERMISSION)));
        return execution.execute(request, body);
    }

    private String token(@Nullable Object permission) {
        var call = CallContext.current();
        if (call.token() != null) {
            return call.token();
        }
        var permissions = permission == null ? Set.<String>of() : Set.of(permission.toString());
        var holder = new Holder(call.actor().name(), CallContext.currentTenant().id(), permissions);
        return Objects.requireNonNull(issued.get(
                holder,
                wanted -> tokens.forService(wanted.name(), wanted.tenant(), wanted.permissions())
                        .token()));
    }
}
