package io.foodflow.identity.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.identity.IdentityPlatform;
import io.foodflow.identity.api.UserView;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.Api.Answer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A browser at one issuer: it keeps cookies, and a user in it signs in to the workspace and decides. */
final class Browser {

    private final RelyingParty party;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    Browser(RelyingParty party) {
        this.party = party;
    }

    /** Sends a request for authorization. */
    Answer authorize(Map<String, String> parameters) {
        return open(party.path("authorize") + "?" + RelyingParty.form(parameters));
    }

    Answer authorizeByForm(Map<String, String> parameters) {
        return kept(api().send(
                        "POST",
                        party.path("authorize"),
                        RelyingParty.form(parameters).getBytes(StandardCharsets.UTF_8),
                        "application/x-www-form-urlencoded"));
    }

    Answer open(String address) {
        var home = IdentityPlatform.get().address();
        return kept(api().get(address.startsWith(home) ? address.substring(home.length()) : address));
    }

    /** Where a request for authorization went that needs its user: the workspace's page. Gives the request's id. */
    static String asked(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(303);
        assertThat(answer.header("Location")).startsWith("/app/connect?tenant=");
        return RelyingParty.query(answer.header("Location")).get("request");
    }

    /** What the application is told. */
    static Map<String, String> told(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(303);
        assertThat(answer.header("Location")).startsWith(RelyingParty.CALLBACK + "?");
        return RelyingParty.query(answer.header("Location"));
    }

    /** How the workspace's page sees the request, with a user's token. */
    Answer look(String request, Api user) {
        return as(user).get(party.path("requests/" + request));
    }

    Answer decide(String request, Api user, boolean allow) {
        return kept(as(user).post(party.path("requests/" + request + "/decision"), "{\"allow\":%s}".formatted(allow)));
    }

    /** A user with a token says yes, and the browser goes back to the application. */
    Map<String, String> agree(Answer authorize, Api user) {
        var decided = decide(asked(authorize), user, true);
        assertThat(decided.status()).as(decided.toString()).isEqualTo(200);
        return told(open(decided.json().path("continue").asString()));
    }

    /** The whole way with a user who signs in for it and agrees. */
    Map<String, String> signIn(UserView user, Map<String, String> parameters) {
        return agree(authorize(parameters), IdentityPlatform.signedIn(user));
    }

    void forgetCookies() {
        cookies.clear();
    }

    Map<String, String> cookies() {
        return cookies;
    }

    private Api as(Api user) {
        var token = user.header("Authorization");
        return token == null ? api() : api().with("Authorization", token);
    }

    private Api api() {
        return cookies.isEmpty()
                ? party.api
                : party.api.with(
                        "Cookie",
                        cookies.entrySet().stream()
                                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                                .collect(Collectors.joining("; ")));
    }

    private Answer kept(Answer answer) {
        for (var cookie : answer.response().headers().allValues("Set-Cookie")) {
            assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Path=/oidc/" + party.tenant.slug());
            var pair = cookie.substring(0, cookie.indexOf(';')).split("=", 2);
            if (pair[1].isEmpty()) {
                cookies.remove(pair[0]);
            } else {
                cookies.put(pair[0], pair[1]);
            }
        }
        return answer;
    }
}
