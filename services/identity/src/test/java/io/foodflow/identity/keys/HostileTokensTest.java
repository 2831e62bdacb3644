package io.foodflow.identity.keys;

import static io.foodflow.identity.IdentityPlatform.PASSWORD;
import static io.foodflow.identity.IdentityPlatform.login;
import static io.foodflow.identity.IdentityPlatform.newUser;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.foodflow.identity.IdentityPlatform;
import io.foodflow.platform.security.MasterKey;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.TestPlatform;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tokens that somebody made up, each wrong in one way only. All of them are answered with 401. */
class HostileTokensTest {

    private static final TestPlatform PLATFORM = IdentityPlatform.get();
    private static final Tenant TENANT = PLATFORM.newTenant();

    private final SignedJWT good = parse(login(newUser(TENANT, "viewer").email(), PASSWORD)
            .json()
            .path("access_token")
            .asString());
    private final RSAKey ours = ourKey(good.getHeader().getKeyID());
    private final RSAKey theirs = new RSAKeyGenerator(2048).keyID("theirs").generate();

    HostileTokensTest() throws JOSEException {}

    @Test
    void acceptsTheSameTokenSignedHereWithNothingWrong() {
        assertThat(status(signed(header(), claims(c -> {}), ours))).isEqualTo(200);
        assertThat(status(good.serialize())).isEqualTo(200);
    }

    @TestFactory
    Stream<DynamicTest> refuses() throws Exception {
        var tokens = new LinkedHashMap<String, String>();
        var nothing = claims(c -> {});
        tokens.put("no algorithm", encoded("{\"alg\":\"none\",\"typ\":\"at+jwt\"}") + "." + payload() + ".");
        tokens.put(
                "no algorithm, our kid",
                encoded("{\"alg\":\"none\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}".formatted(ours.getKeyID())) + "."
                        + payload() + ".");
        tokens.put(
                "no algorithm, our signature",
                encoded("{\"alg\":\"NONE\"}") + "." + payload() + "." + good.getSignature());
        tokens.put("no signature", good.getParsedParts()[0] + "." + payload() + ".");
        tokens.put(
                "HS256 with our public key as DER", hmac(ours.toRSAPublicKey().getEncoded()));
        tokens.put(
                "HS256 with our public key as JSON",
                hmac(ours.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
        tokens.put("RS384", signed(header(JWSAlgorithm.RS384, b -> {}), nothing, ours));
        tokens.put("RS512", signed(header(JWSAlgorithm.RS512, b -> {}), nothing, ours));
        tokens.put("PS256", signed(header(JWSAlgorithm.PS256, b -> {}), nothing, ours));
        tokens.put("another's key, our kid", signed(header(), nothing, theirs));
        tokens.put("another's key and kid", signed(header(b -> b.keyID("theirs")), nothing, theirs));
        tokens.put("unknown kid", signed(header(b -> b.keyID("01999999-0000-7000-8000-000000000000")), nothing, ours));
        tokens.put("no kid", signed(header(b -> b.keyID(null)), nothing, ours));
        tokens.put("kid that is a path", signed(header(b -> b.keyID("../../../../dev/null")), nothing, theirs));
        tokens.put("kid that is SQL", signed(header(b -> b.keyID("' or '1'='1")), nothing, theirs));
        tokens.put("kid with a zero character", signed(header(b -> b.keyID("\0")), nothing, theirs));
        tokens.put("embedded jwk", signed(header(b -> b.jwk(theirs.toPublicJWK())), nothing, theirs));
        tokens.put(
                "embedded jwk, its kid",
                signed(header(b -> b.jwk(theirs.toPublicJWK()).keyID("theirs")), nothing, theirs));
        tokens.put(
                "jku",
                signed(
                        header(b ->
                                b.jwkURL(URI.create("http://127.0.0.1:1/jwks")).keyID("theirs")),
                        nothing,
                        theirs));
        tokens.put(
                "x5u",
                signed(
                        header(b -> b.x509CertURL(URI.create("http://127.0.0.1:1/c"))
                                .keyID("theirs")),
                        nothing,
                        theirs));
        tokens.put(
                "critical header",
                signed(
                        header(b -> b.criticalParams(java.util.Set.of("b64")).base64URLEncodePayload(true)),
                        nothing,
                        theirs));
        tokens.put("type JWT", signed(header(b -> b.type(JOSEObjectType.JWT)), nothing, ours));
        tokens.put("no type", signed(header(b -> b.type(null)), nothing, ours));
        tokens.put("type of a refresh token", signed(header(b -> b.type(new JOSEObjectType("rt+jwt"))), nothing, ours));
        tokens.put("another issuer", signed(header(), claims(c -> c.issuer("https://evil.example")), ours));
        tokens.put("no issuer", signed(header(), claims(c -> c.issuer(null)), ours));
        tokens.put(
                "issuer with a slash more", signed(header(), claims(c -> c.issuer("https://foodflow.local/")), ours));
        tokens.put("another audience", signed(header(), claims(c -> c.audience("other")), ours));
        tokens.put("no audience", signed(header(), claims(c -> c.audience((String) null)), ours));
        tokens.put("run out", signed(header(), claims(c -> c.expirationTime(in(-120))), ours));
        tokens.put("run out a second ago", signed(header(), claims(c -> c.expirationTime(in(-1))), ours));
        tokens.put("never runs out", signed(header(), claims(c -> c.expirationTime(null)), ours));
        tokens.put("not valid yet", signed(header(), claims(c -> c.notBeforeTime(in(3600))), ours));
        tokens.put("no subject", signed(header(), claims(c -> c.subject(null)), ours));
        tokens.put("subject that is no user", signed(header(), claims(c -> c.subject("admin")), ours));
        tokens.put("no tenant", signed(header(), claims(c -> c.claim("tenant_id", null)), ours));
        tokens.put(
                "tenant that does not exist",
                signed(header(), claims(c -> c.claim("tenant_id", "01999999-0000-7000-8000-000000000000")), ours));
        tokens.put("tenant that is no id", signed(header(), claims(c -> c.claim("tenant_id", TENANT.slug())), ours));
        tokens.put("no permissions", signed(header(), claims(c -> c.claim("permissions", null)), ours));
        tokens.put(
                "permissions that are no list",
                signed(header(), claims(c -> c.claim("permissions", Map.of("a", 1))), ours));
        tokens.put("kind of the platform itself", signed(header(), claims(c -> c.claim("kind", "PLATFORM")), ours));
        tokens.put("anonymous kind", signed(header(), claims(c -> c.claim("kind", "ANONYMOUS")), ours));
        tokens.put("an auditor without a reach", auditor(c -> c.claim("reach", null)));
        tokens.put("an auditor whose reach is a text", auditor(c -> c.claim("reach", "all")));
        tokens.put(
                "an auditor whose reach has a time that is none",
                auditor(c -> c.claim("reach", Map.of("from", "yesterday", "resource_types", List.of()))));
        tokens.put(
                "an auditor whose reach has no kinds of things",
                auditor(c -> c.claim("reach", Map.of("from", "2026-01-01T00:00:00Z"))));
        tokens.put(
                "an auditor who may write", auditor(c -> c.claim("permissions", List.of("audit:read", "audit:write"))));
        tokens.put("an auditor who may do nothing", auditor(c -> c.claim("permissions", List.of())));
        tokens.put(
                "an auditor of another link",
                auditor(c -> c.claim("sid", UUID.randomUUID().toString())));
        tokens.put(
                "an auditor at sites",
                auditor(c -> c.claim(
                        "at_sites", List.of(Map.of("permissions", List.of("user:write"), "sites", List.of("a"))))));
        tokens.put("kind there is not", signed(header(), claims(c -> c.claim("kind", "ROOT")), ours));
        var other = parse(login(newUser(PLATFORM.newTenant(), "tenant_admin").email(), PASSWORD)
                .json()
                .path("access_token")
                .asString());
        tokens.put(
                "other tenant's claims under this signature",
                good.getParsedParts()[0] + "." + other.getParsedParts()[1] + "." + good.getSignature());
        tokens.put(
                "tenant changed after signing",
                tampered("tenant_id", other.getJWTClaimsSet().getStringClaim("tenant_id")));
        tokens.put("permissions changed after signing", tampered("permissions", List.of("user:write")));
        tokens.put(
                "signature of zeros",
                good.getParsedParts()[0] + "." + payload() + "." + Base64URL.encode(new byte[256]));
        tokens.put("four parts", good.serialize() + "." + good.getSignature());
        tokens.put("two parts", good.getParsedParts()[0] + "." + payload());
        tokens.put("too long to read", good.serialize() + "A".repeat(4_000));
        tokens.put("nonsense", "nonsense");
        return tokens.entrySet().stream()
                .map(token -> DynamicTest.dynamicTest(
                        token.getKey(),
                        () -> assertThat(status(token.getValue())).isEqualTo(401)));
    }

    /** A good one but for that: whoever has it is let in, and refused whatever is not of the trail. */
    private String auditor(Consumer<JWTClaimsSet.Builder> change) {
        var link = UUID.randomUUID().toString();
        return signed(
                header(),
                claims(c -> {
                    c.claim("kind", "AUDITOR")
                            .subject(link)
                            .claim("sid", link)
                            .claim("permissions", List.of("audit:read"))
                            .claim("reach", Map.of("resource_types", List.of()));
                    change.accept(c);
                }),
                ours);
    }

    @Test
    void takesAnAuditorForNobodyElse() {
        assertThat(status(auditor(c -> {}))).isEqualTo(403);
    }

    private static int status(String token) {
        return IdentityPlatform.with(token).get("/auth/me").status();
    }

    private JWSHeader header() {
        return header(b -> {});
    }

    private JWSHeader header(Consumer<JWSHeader.Builder> change) {
        return header(JWSAlgorithm.RS256, change);
    }

    private JWSHeader header(JWSAlgorithm algorithm, Consumer<JWSHeader.Builder> change) {
        var builder = new JWSHeader.Builder(algorithm)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(ours.getKeyID());
        change.accept(builder);
        return builder.build();
    }

    private JWTClaimsSet claims(Consumer<JWTClaimsSet.Builder> change) {
        try {
            var builder = new JWTClaimsSet.Builder(good.getJWTClaimsSet());
            change.accept(builder);
            return builder.build();
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims, RSAKey key) {
        try {
            var jwt = new SignedJWT(header, claims);
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String hmac(byte[] secret) throws JOSEException {
        var jwt = new SignedJWT(header(JWSAlgorithm.HS256, b -> {}), claims(c -> {}));
        jwt.sign(new MACSigner(secret));
        return jwt.serialize();
    }

    private String tampered(String claim, Object value) {
        var changed = claims(c -> c.claim(claim, value));
        return good.getParsedParts()[0] + "." + Base64URL.encode(changed.toString()) + "." + good.getSignature();
    }

    private Base64URL payload() {
        return good.getParsedParts()[1];
    }

    private static String encoded(String json) {
        return Base64URL.encode(json).toString();
    }

    private static Date in(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    private static SignedJWT parse(String token) {
        try {
            return SignedJWT.parse(token);
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Our own private key, so that each hostile token can be right in everything but one thing. */
    private static RSAKey ourKey(String kid) {
        var sealed = IdentityPlatform.query(
                        "select encode(private_jwk, 'hex') from platform.signing_keys where kid = '%s'".formatted(kid))
                .getFirst();
        var opened = PLATFORM.bean(MasterKey.class).open(HexFormat.of().parseHex(sealed), kid);
        try {
            return RSAKey.parse(new String(opened, StandardCharsets.UTF_8));
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }
}
