package io.foodflow.identity.federation;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.identity.IdentityPlatform;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.Api.Answer;
import java.net.URI;

/** A browser that somebody signs in with: it keeps the cookie and goes where it is sent. */
public final class SsoBrowser {

    private static final String COOKIE = "foodflow_sso=";

    public String cookie = "";

    /** Opens an address of the platform or of the provider. */
    public Answer open(String address) {
        var uri = URI.create(address);
        var api = uri.isAbsolute()
                ? new Api("%s://%s".formatted(uri.getScheme(), uri.getRawAuthority()))
                : IdentityPlatform.get().anonymous();
        var path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        return kept((cookie.isEmpty() ? api : api.with("Cookie", cookie)).get(path));
    }

    Answer kept(Answer answer) {
        answer.response().headers().allValues("Set-Cookie").stream()
                .filter(set -> set.startsWith(COOKIE))
                .forEach(set -> {
                    assertThat(set).contains("HttpOnly", "SameSite=Lax", "Path=/auth/sso;");
                    cookie = set.substring(0, set.indexOf(';'));
                });
        return answer;
    }

    /** Where the browser is sent. */
    public static String to(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(303);
        return answer.header("Location");
    }

    /** From the platform to the provider: the address that the provider sends the browser back to. */
    String back(Company company) {
        return to(open(to(open(company.startPath()))));
    }

    /** The whole way to the workspace's page. */
    String arrive(Company company) {
        return to(open(back(company)));
    }

    Answer complete(String page) {
        assertThat(page).startsWith("/app/sign-in#sso=ffx_");
        var api = IdentityPlatform.get().anonymous();
        return (cookie.isEmpty() ? api : api.with("Cookie", cookie))
                .post("/auth/sso/complete", "{\"ticket\":\"%s\"}".formatted(page.substring(page.indexOf('=') + 1)));
    }

    public Answer signIn(Company company) {
        var answer = complete(arrive(company));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer;
    }
}
