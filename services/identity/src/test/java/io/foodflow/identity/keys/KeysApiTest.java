package io.foodflow.identity.keys;

import static io.foodflow.identity.IdentityPlatform.PASSWORD;
import static io.foodflow.identity.IdentityPlatform.login;
import static io.foodflow.identity.IdentityPlatform.newUser;
import static io.foodflow.identity.IdentityPlatform.query;
import static io.foodflow.identity.IdentityPlatform.refresh;
import static io.foodflow.identity.IdentityPlatform.signedIn;
import static io.foodflow.identity.IdentityPlatform.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.foodflow.identity.IdentityPlatform;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.TestPlatform;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeysApiTest {

    private static final TestPlatform PLATFORM = IdentityPlatform.get();
    private static final Tenant TENANT = PLATFORM.newTenant();

    @Test
    void publishesPublicKeysThatVerifyOurTokens() throws Exception {
        var user = newUser(TENANT);
        var token = SignedJWT.parse(
                login(user.email(), PASSWORD).json().path("access_token").asString());
        var answer = PLATFORM.anonymous().get("/.well-known/jwks.json");
        assertThat(answer.status()).isEqualTo(200);
        var key = JWKSet.parse(answer.body())
                .getKeyByKeyId(token.getHeader().getKeyID())
                .toRSAKey();
        assertThat(token.verify(new RSASSAVerifier(key))).isTrue();
        assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
    }

    @Test
    void publishesNoPrivateKey() throws Exception {
        var keys = PLATFORM.anonymous().get("/.well-known/jwks.json").json().path("keys");
        assertThat(keys)
                .isNotEmpty()
                .allSatisfy(key -> assertThat(key.propertyNames())
                        .containsExactlyInAnyOrder("kty", "e", "use", "kid", "alg", "n"));
        assertThat(
                        query(
                                "select count(*) from platform.signing_keys where position(convert_to('\"d\"', 'UTF8') in private_jwk) > 0"))
                .containsExactly("0");
    }

    @Test
    void putsTheClaimsOfTheProductDescriptionIntoTokens() throws Exception {
        var user = newUser(TENANT, "viewer");
        var claims = SignedJWT.parse(login(user.email(), PASSWORD)
                        .json()
                        .path("access_token")
                        .asString())
                .getJWTClaimsSet();
        assertThat(claims.getClaims().keySet())
                .contains("sub", "email", "tenant_id", "roles", "permissions", "iat", "exp", "iss", "aud", "jti");
        assertThat(claims.getSubject()).isEqualTo(user.id().toString());
        assertThat(claims.getStringListClaim("roles")).containsExactly("viewer");
        assertThat(claims.getExpirationTime().getTime() - claims.getIssueTime().getTime())
                .isEqualTo(900_000);
    }

    @Test
    void signsWithANewKeyFromTheRotationOn() throws Exception {
        var user = newUser(TENANT);
        var before = login(user.email(), PASSWORD).json().path("access_token").asString();
        var root = newUser(TENANT, "platform_admin");
        var answer = signedIn(root).post("/auth/keys/rotate", "");
        assertThat(answer.status()).isEqualTo(200);
        var kid = answer.json().path("kid").asString();
        var after = login(user.email(), PASSWORD).json().path("access_token").asString();
        assertThat(SignedJWT.parse(after).getHeader().getKeyID()).isEqualTo(kid);
        assertThat(SignedJWT.parse(before).getHeader().getKeyID()).isNotEqualTo(kid);
        assertThat(with(before).get("/auth/me").status()).isEqualTo(200);
        assertThat(with(after).get("/auth/me").status()).isEqualTo(200);
        assertThat(query("""
                select a.event_type, o.type, a.actor_id from platform.audit_entries a join platform.outbox o on o.id = a.id
                where a.resource_id = '%s'""".formatted(kid))).containsExactly("SigningKeyRotated|SigningKeyRotated|" + root.id());
    }

    @Test
    void asksForATokenAndForThePlatformsPermission() {
        assertThat(PLATFORM.anonymous().post("/auth/keys/rotate", "").status()).isEqualTo(401);
        assertThat(signedIn(newUser(TENANT, "tenant_admin"))
                        .post("/auth/keys/rotate", "")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void failsNoRequestWhileKeysAreRotatedInTwoProcesses() throws Exception {
        var stop = new AtomicBoolean();
        var failures = new ConcurrentLinkedQueue<String>();
        var requests = new AtomicInteger();
        try (var second = IdentityPlatform.another();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < 3; i++) {
                var signIn = login(newUser(TENANT, "viewer").email(), PASSWORD).json();
                var refreshToken = new String[] {signIn.path("refresh_token").asString()};
                running.add(threads.submit(repeat(stop, () -> {
                    var renewed = refresh(refreshToken[0]);
                    if (renewed.status() != 200) {
                        failures.add("refresh " + renewed);
                        return;
                    }
                    refreshToken[0] = renewed.json().path("refresh_token").asString();
                    var token = renewed.json().path("access_token").asString();
                    for (var platform : List.of(PLATFORM, second)) {
                        var answer = with(platform, token).get("/auth/me");
                        requests.incrementAndGet();
                        if (answer.status() != 200) {
                            failures.add("me " + answer);
                        }
                    }
                })));
            }
            running.add(threads.submit(repeat(stop, () -> {
                var answer = PLATFORM.anonymous().get("/.well-known/jwks.json");
                if (answer.status() != 200) {
                    failures.add("jwks " + answer);
                }
            })));
            var root = newUser(TENANT, "platform_admin");
            for (int rotation = 0; rotation < 12; rotation++) {
                var platform = rotation % 2 == 0 ? PLATFORM : second;
                var token = login(root.email(), PASSWORD)
                        .json()
                        .path("access_token")
                        .asString();
                var answer = with(platform, token).post("/auth/keys/rotate", "");
                assertThat(answer.status()).isEqualTo(200);
                java.util.concurrent.locks.LockSupport.parkNanos(150_000_000L);
            }
            stop.set(true);
            for (var one : running) {
                one.get();
            }
        }
        assertThat(failures).isEmpty();
        assertThat(requests.get()).isGreaterThan(20);
    }

    private static Callable<Boolean> repeat(AtomicBoolean stop, Runnable work) {
        return () -> {
            while (!stop.get()) {
                work.run();
            }
            return true;
        };
    }
}
