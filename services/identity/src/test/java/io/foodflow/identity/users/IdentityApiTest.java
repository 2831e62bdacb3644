package io.foodflow.identity.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.identity.IdentityPlatform;
import io.foodflow.identity.api.IdentityApi;
import io.foodflow.platform.security.AccessTokens;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.testkit.TestPlatform;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import tools.jackson.databind.json.JsonMapper;

/** The interface says the same in this process and from another one. */
class IdentityApiTest {

    private static final TestPlatform PLATFORM = IdentityPlatform.get();

    @Test
    void answersOverHttpAsItAnswersInProcess() {
        var tenant = PLATFORM.newTenant();
        var user = IdentityPlatform.newUser(tenant, "operator");
        var here = PLATFORM.bean(IdentityApi.class);
        var there = overHttp(PLATFORM.bean(AccessTokens.class)
                .forService("foodgraph", tenant.id(), Set.of("user:read"))
                .token());
        assertThat(there.user(user.id()))
                .isEqualTo(PLATFORM.inside(tenant, () -> here.user(user.id())))
                .isEqualTo(user);
        var nobody = UUID.randomUUID();
        assertThatThrownBy(() -> PLATFORM.inside(tenant, () -> here.user(nobody)))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> there.user(nobody)).isInstanceOf(HttpClientErrorException.NotFound.class);
    }

    private static IdentityApi overHttp(String token) {
        var client = RestClient.builder()
                .baseUrl(PLATFORM.address())
                .defaultHeader("Authorization", "Bearer " + token)
                .configureMessageConverters(converters -> converters.withJsonConverter(
                        new JacksonJsonHttpMessageConverter(PLATFORM.bean(JsonMapper.class))))
                .build();
        return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client))
                .build()
                .createClient(IdentityApi.class);
    }
}
