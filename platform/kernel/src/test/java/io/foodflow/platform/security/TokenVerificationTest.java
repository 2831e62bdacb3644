package io.foodflow.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.PlainHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.context.Actor;
import io.foodflow.platform.context.Scope;
import io.foodflow.platform.context.SiteGrant;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.TestPlatform;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which tokens are believed: ours, whole, in time, and no others. */
class TokenVerificationTest {

    private static TestPlatform platform;
    private static TokenVerification verification;
    private static SigningKeys keys;
    private static Tenant tenant;

    @BeforeAll
    static void start() {
        platform = TestPlatform.start();
        verification = platform.bean(TokenVerification.class);
        keys = platform.bean(SigningKeys.class);
        tenant = platform.newTenant();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void believesATokenOfOurs() throws Exception {
        var user = UUID.randomUUID();
        var issued = platform.bean(AccessTokens.class)
                .forUser(user, "a@dairy.example", tenant.id(), Set.of("qa"), Set.of("node:read"), UUID.randomUUID());

        var verified = verification.verify(issued.token()).orElseThrow();

        assertThat(verified.actor().kind()).isEqualTo(Actor.Kind.USER);
        assertThat(verified.actor().id()).isEqualTo(user);
        assertThat(verified.actor().name()).isEqualTo("a@dairy.example");
        assertThat(verified.actor().roles()).containsExactly("qa");
        assertThat(verified.actor().may("node:read")).isTrue();
        assertThat(verified.actor().may("node:write")).isFalse();
        assertThat(verified.tenant()).isEqualTo(tenant.id());
        assertThat(issued.expiresAt())
                .isBetween(Instant.now().plusSeconds(890), Instant.now().plusSeconds(901));
        assertThat(verification.verify(issued.token()))
                .as("the second time from memory")
                .contains(verified);
    }

    @Test
    void readsWhatHoldsAtSomeSitesOnly() {
        var issued = platform.bean(AccessTokens.class)
                .forUser(
                        UUID.randomUUID(),
                        "a@dairy.example",
                        tenant.id(),
                        Set.of(),
                        Set.of("job:read"),
                        List.of(
                                new SiteGrant(Set.of("node:read", "job:read"), Set.of("urn:site:a")),
                                new SiteGrant(Set.of("node:read"), Set.of("urn:site:b"))),
                        0,
                        UUID.randomUUID());

        var actor = verification.verify(issued.token()).orElseThrow().actor();

        assertThat(actor.may("node:read")).isFalse();
        assertThat(actor.scope("node:read")).isEqualTo(new Scope.Sites(Set.of("urn:site:a", "urn:site:b")));
        assertThat(actor.scope("job:read")).isEqualTo(new Scope.Everywhere());
        assertThat(actor.scope("node:write")).isEqualTo(new Scope.Nowhere());
    }

    @Test
    void refusesSitesThatItCannotRead() throws Exception {
        for (var sites : List.<Object>of(
                List.of("x"),
                List.of(Map.of("permissions", List.of("node:read"))),
                List.of(Map.of("permissions", List.of("node:read"), "sites", List.of())),
                List.of(Map.of("permissions", List.of("node:read"), "sites", List.of(1))),
                List.of(Map.of("permissions", "node:read", "sites", List.of("urn:site:a"))),
                "urn:site:a")) {
            assertRefused(sign(claims -> claims.claim("at_sites", sites)));
        }
        assertThat(verification.verify(sign(claims -> claims.claim(
                        "at_sites",
                        List.of(Map.of("permissions", List.of("node:read"), "sites", List.of("urn:site:a")))))))
                .as("the control")
                .isPresent();
    }

    @Test
    void believesATokenForAService() {
        var issued = platform.bean(AccessTokens.class).forService("forecast", tenant.id(), Set.of("node:read"));

        var actor = verification.verify(issued.token()).orElseThrow().actor();

        assertThat(actor.kind()).isEqualTo(Actor.Kind.SERVICE);
        assertThat(actor.id()).isNull();
        assertThat(actor.name()).isEqualTo("forecast");
    }

    @Test
    void believesTheOneMadeByHandOnlyBecauseItIsRightInEverything() throws Exception {
        assertThat(verification.verify(sign(claims -> claims))).isPresent();
    }

    @Test
    void refusesAnotherIssuerAudienceOrTime() throws Exception {
        assertRefused(sign(claims -> claims.issuer("https://elsewhere.example")));
        assertRefused(sign(claims -> claims.issuer(null)));
        assertRefused(sign(claims -> claims.audience("another")));
        assertRefused(sign(claims -> claims.audience((String) null)));
        assertRefused(
                sign(claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(1)))));
        assertRefused(sign(claims -> claims.expirationTime(null)));
        assertRefused(
                sign(claims -> claims.notBeforeTime(Date.from(Instant.now().plusSeconds(600)))));
    }

    @Test
    void refusesClaimsThatAreMissingOrMadeUp() throws Exception {
        assertRefused(sign(claims -> claims.claim("kind", "PLATFORM")));
        assertRefused(sign(claims -> claims.claim("kind", "ANONYMOUS")));
        assertRefused(sign(claims -> claims.claim("kind", "GOD")));
        assertRefused(sign(claims -> claims.claim("kind", null)));
        assertRefused(sign(claims -> claims.claim("tenant_id", "dairy")));
        assertRefused(sign(claims -> claims.claim("tenant_id", null)));
        assertRefused(sign(claims -> claims.claim("permissions", null)));
        assertRefused(sign(claims -> claims.subject("not-a-uuid")));
        assertRefused(sign(claims -> claims.jwtID(null)));
    }

    @Test
    void refusesATokenWithoutSignature() throws Exception {
        assertRefused(
                new PlainJWT(new PlainHeader.Builder().type(AccessTokens.TYPE).build(), claims().build()).serialize());
    }

    @Test
    void refusesATokenWhoseKeyIsOurPublicKeyTakenForASecret() throws Exception {
        var publicKey = ours().toRSAPublicKey().getEncoded();
        assertRefused(sign(
                new MACSigner(publicKey), JWSAlgorithm.HS256, AccessTokens.TYPE, ours().getKeyID(), claims().build()));
    }

    @Test
    void refusesATokenOfAnotherTypeKeyOrAlgorithm() throws Exception {
        var signer = new RSASSASigner(ours());
        var id = ours().getKeyID();
        assertRefused(sign(signer, JWSAlgorithm.RS256, JOSEObjectType.JWT, id, claims().build()));
        assertRefused(sign(signer, JWSAlgorithm.RS256, null, id, claims().build()));
        assertRefused(sign(signer, JWSAlgorithm.RS512, AccessTokens.TYPE, id, claims().build()));
        assertRefused(sign(signer, JWSAlgorithm.RS256, AccessTokens.TYPE, null, claims().build()));
        assertRefused(sign(signer, JWSAlgorithm.RS256, AccessTokens.TYPE, "no-such-key", claims().build()));
        var stranger = new RSAKeyGenerator(2048).generate();
        assertRefused(sign(new RSASSASigner(stranger), JWSAlgorithm.RS256, AccessTokens.TYPE, id, claims().build()));
    }

    @Test
    void refusesATokenThatBringsItsOwnKey() throws Exception {
        var stranger = new RSAKeyGenerator(2048).keyID("mine").generate();
        var jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(AccessTokens.TYPE)
                        .keyID("mine")
                        .jwk(stranger.toPublicJWK())
                        .build(),
                claims().build());
        jwt.sign(new RSASSASigner(stranger));

        assertRefused(jwt.serialize());
    }

    @Test
    void refusesATokenThatWasTouched() throws Exception {
        var parts = sign(claims -> claims).split("\\.", -1);
        var payload = new String(Base64.getUrlDecoder().decode(parts[1]), java.nio.charset.StandardCharsets.UTF_8);
        var forged = payload.replace("node:read", "node:boss");
        assertThat(forged).isNotEqualTo(payload);
        var encoded = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(forged.getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertRefused(parts[0] + "." + encoded + "." + parts[2]);
        assertRefused(parts[0] + "." + parts[1] + ".");
        assertRefused(parts[0] + "." + parts[1]);
        assertRefused("");
        assertRefused("x".repeat(20_000));
    }

    @Test
    void refusesTheTokenOfATenantThatIsSuspended() throws Exception {
        var sleeping = platform.newTenant();
        var user = platform.as(sleeping, "job:read");
        assertThat(user.get("/jobs").status()).isEqualTo(200);

        suspend(sleeping);
        Thread.sleep(2_200);

        var answer = user.get("/jobs");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().path("type").asString()).endsWith("/tenant-suspended");
    }

    @Test
    void refusesTheTokenOfATenantThatIsNot() throws Exception {
        var token = sign(claims -> claims.claim("tenant_id", UUID.randomUUID().toString()));

        var answer =
                platform.anonymous().with("Authorization", "Bearer " + token).get("/jobs");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().path("detail").asString()).contains("no longer exists");
    }

    @Test
    void goesOnBelievingTokensOfTheKeyBeforeARotation() {
        var tokens = platform.bean(AccessTokens.class);
        var before = tokens.forService("a", tenant.id(), Set.of()).token();
        var oldKey = keys.signing().getKeyID();

        var newKey = keys.rotate();
        verification.forget();

        assertThat(newKey).isNotEqualTo(oldKey);
        assertThat(keys.signing().getKeyID()).isEqualTo(newKey);
        assertThat(verification.verify(before)).isPresent();
        assertThat(verification.verify(
                        tokens.forService("a", tenant.id(), Set.of()).token()))
                .isPresent();
        assertThat(keys.publicKeys().getKeys())
                .extracting(key -> key.getKeyID())
                .contains(oldKey, newKey);
        assertThat(keys.publicKeys().getKeys())
                .allSatisfy(key -> assertThat(key.isPrivate()).isFalse());
    }

    @Test
    void keepsThePrivateHalvesSealed() {
        var stored = platform.bean(PlatformWork.class)
                .read(() -> platform.bean(JdbcClient.class)
                        .sql("select encode(private_jwk, 'escape') || public_jwk from signing_keys")
                        .query(String.class)
                        .list());

        keys.signing();
        assertThat(stored)
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row).doesNotContain("\"d\":").doesNotContain("\"p\":"));
    }

    private static void assertRefused(String token) {
        assertThat(verification.verify(token)).isEmpty();
    }

    private static void suspend(Tenant whom) {
        platform.bean(PlatformWork.class).write(change -> {
            change.nothing();
            return platform.bean(JdbcClient.class)
                    .sql("update tenants set status = 'suspended' where id = ?")
                    .param(whom.id().value())
                    .update();
        });
    }

    private static RSAKey ours() {
        return keys.signing();
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .subject(UUID.randomUUID().toString())
                .claim("kind", "USER")
                .claim("email", "a@dairy.example")
                .claim("tenant_id", tenant.id().toString())
                .claim("roles", List.of())
                .claim("permissions", List.of("node:read"))
                .claim("sid", UUID.randomUUID().toString())
                .issuer("https://foodflow.local")
                .audience("foodflow")
                .issueTime(new Date())
                .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                .jwtID(UUID.randomUUID().toString());
    }

    private static String sign(UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
        return sign(
                new RSASSASigner(ours()),
                JWSAlgorithm.RS256,
                AccessTokens.TYPE,
                ours().getKeyID(),
                change.apply(claims()).build());
    }

    private static String sign(
            JWSSigner signer, JWSAlgorithm algorithm, JOSEObjectType type, String keyId, JWTClaimsSet claims)
            throws Exception {
        var jwt = new SignedJWT(
                new JWSHeader.Builder(algorithm).type(type).keyID(keyId).build(), claims);
        jwt.sign(signer);
        return jwt.serialize();
    }
}
