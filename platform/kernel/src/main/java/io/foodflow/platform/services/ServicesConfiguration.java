package io.foodflow.platform.services;

import io.foodflow.platform.security.AccessTokens;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Objects;
import java.util.TreeSet;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RemoteSettings.class)
@Import(RemoteServices.class)
class ServicesConfiguration {

    @Bean
    ServiceCatalog serviceCatalog(ResourceLoader resources) {
        return ServiceCatalog.read(Objects.requireNonNull(resources.getClassLoader()));
    }

    @Bean
    ActiveServices activeServices(ServiceCatalog catalog, RemoteSettings remote, Environment environment) {
        var unknown = new TreeSet<>(Objects.requireNonNull(remote.remote()).keySet());
        unknown.removeAll(catalog.names());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("foodflow.remote.* must name services of this build %s; unknown: %s"
                    .formatted(new TreeSet<>(catalog.names()), unknown));
        }
        return ActiveServices.parse(environment.getProperty(ActiveServices.SETTING, "all"), catalog);
    }

    @Bean
    RestClientHttpServiceGroupConfigurer remoteServices(
            RemoteSettings settings, AccessTokens accessTokens, JsonMapper json) {
        var http = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofMillis(settings.remoteCalls().connectMillis()))
                .build());
        http.setReadTimeout(Duration.ofMillis(settings.remoteCalls().readMillis()));
        var tolerant = json.rebuild()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        var tokens = new CallerTokens(accessTokens);
        return groups -> groups.forEachGroup((group, client, proxies) -> {
            var address = settings.address(group.name());
            client.baseUrl(address.map(Object::toString).orElse("http://" + group.name() + ".invalid"))
                    .requestFactory(http)
                    .configureMessageConverters(
                            converters -> converters.withJsonConverter(new JacksonJsonHttpMessageConverter(tolerant)))
                    .defaultStatusHandler(HttpStatusCode::isError, new RemoteProblems(group.name(), tolerant))
                    .requestInterceptor(tokens)
                    .requestInterceptor(new RemoteCalls(group.name(), address.isPresent(), settings.remoteCalls()));
            proxies.httpRequestValuesProcessor(tokens);
        });
    }
}
