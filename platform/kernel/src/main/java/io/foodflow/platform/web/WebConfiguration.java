package io.foodflow.platform.web;

import io.foodflow.platform.audit.RefusedAccess;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.database.PlatformTransactions;
import io.foodflow.platform.database.TenantTransactions;
import io.foodflow.platform.entitlements.ApiCalls;
import io.foodflow.platform.entitlements.Entitlements;
import io.foodflow.platform.security.MasterKey;
import io.foodflow.platform.security.PermissionGuard;
import io.foodflow.platform.security.TokenVerification;
import io.foodflow.platform.tenancy.Tenants;
import io.micrometer.tracing.Tracer;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitSettings.class)
@Import({ProblemAdvice.class, ErrorDocument.class, OpenApiConfiguration.class})
class WebConfiguration {

    private static final int AFTER_OBSERVATION = 0;

    @Bean
    JsonMapperBuilderCustomizer houseJson() {
        return json -> json.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
    }

    @Bean
    ProblemWriter problemWriter(JsonMapper json, ObjectProvider<Tracer> tracer) {
        return new ProblemWriter(json, traceId(tracer));
    }

    @Bean
    FilterRegistrationBean<SecurityHeaders> securityHeaders() {
        return registered(new SecurityHeaders(), AFTER_OBSERVATION - 1);
    }

    @Bean
    FilterRegistrationBean<RequestFilter> requestFilter(
            TokenVerification tokens,
            Tenants tenants,
            LimitSettings limits,
            Entitlements entitlements,
            ApiCalls apiCalls,
            Clock clock,
            UnitOfWork work,
            TenantTransactions transactions,
            PlatformTransactions platform,
            JdbcClient jdbc,
            JsonMapper json,
            MasterKey masterKey,
            RefusedAccess refused,
            ProblemWriter problems,
            ObjectProvider<Tracer> tracer) {
        var idempotent = new IdempotentRequests(
                work, new TransactionTemplate(transactions), new TransactionTemplate(platform), jdbc, json, masterKey);
        return registered(
                new RequestFilter(
                        tokens,
                        tenants,
                        new RateLimits(limits, entitlements, clock),
                        apiCalls,
                        idempotent,
                        new Refusals(refused),
                        problems,
                        traceId(tracer)),
                AFTER_OBSERVATION);
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> containerProblems(JsonMapper json) {
        return factory -> factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new ContainerProblems(json)));
    }

    @Bean
    WebMvcConfigurer guards(PermissionGuard guard, LimitSettings limits) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(guard);
                registry.addInterceptor(new BodyLimits(limits));
            }
        };
    }

    private static <F extends jakarta.servlet.Filter> FilterRegistrationBean<F> registered(F filter, int order) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        registration.setAsyncSupported(true);
        return registration;
    }

    private static Supplier<@Nullable String> traceId(ObjectProvider<Tracer> tracer) {
        var found = SingletonSupplier.ofNullable(tracer::getIfAvailable);
        return () -> Optional.ofNullable(found.get())
                .map(Tracer::currentSpan)
                .map(span -> span.context().traceId())
                .orElse(null);
    }
}
