package io.foodflow.identity.federation;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * An OpenID Provider on the loopback, whose only person always agrees. It keeps the protocol, unless told otherwise: each
 * field that a test sets is one way of breaking it.
 */
public final class LocalProvider implements AutoCloseable {

    public static final String CLIENT = "foodflow";
    static final String SECRET = "a secret of the provider: %&+";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final RSAKey FIRST_KEY = key("first");

    /** What a way of breaking the protocol makes of a thing. */
    interface Twist<T> {
        T of(T right) throws JOSEException;
    }

    /** Says who signed in. */
    public final Map<String, Object> person = new ConcurrentHashMap<>();

    /** Claims that only userinfo has. */
    final Map<String, Object> userinfo = new ConcurrentHashMap<>();

    volatile RSAKey key = FIRST_KEY;
    volatile Twist<Map<String, Object>> discovery = right -> right;
    volatile Twist<JWTClaimsSet.Builder> claims = right -> right;
    volatile Twist<String> answer = right -> right;
    volatile Twist<String> tokens = right -> right;
    volatile Twist<String> keys = right -> right;
    volatile Twist<String> userinfoAnswer = right -> right;
    volatile JWSAlgorithm algorithm = JWSAlgorithm.RS256;
    volatile boolean unsigned;
    volatile boolean redirectsDiscovery;
    volatile int discoveryStatus = 200;
    volatile int tokenStatus = 200;
    volatile CountDownLatch slow = new CountDownLatch(0);
    volatile boolean secretInForm;
    volatile boolean namesItself = true;
    volatile int keysFetched;
    final AtomicInteger discovered = new AtomicInteger();
    public volatile Map<String, String> asked = Map.of();
    volatile Map<String, String> exchanged = Map.of();

    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private final HttpServer server;

    LocalProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange);
            } catch (JOSEException e) {
                throw new IllegalStateException(e);
            }
        });
        server.start();
        person.put("sub", "p-" + UUID.randomUUID());
    }

    static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/realm";
    }

    /** A person with that address, which is verified. */
    public LocalProvider knows(String email) {
        person.put("email", email);
        person.put("email_verified", true);
        person.put("given_name", "Grace");
        person.put("family_name", "Hopper");
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException, JOSEException {
        switch (exchange.getRequestURI().getPath()) {
            case "/realm/.well-known/openid-configuration" -> discover(exchange);
            case "/elsewhere" -> send(exchange, 200, JSON.writeValueAsString(document()));
            case "/realm/authorize" -> authorize(exchange);
            case "/realm/token" -> token(exchange);
            case "/realm/jwks" -> {
                keysFetched++;
                send(exchange, 200, keys.of(new JWKSet(key.toPublicJWK()).toString()));
            }
            case "/realm/userinfo" -> {
                var all = new LinkedHashMap<>(userinfo);
                all.put("sub", person.get("sub"));
                send(exchange, 200, userinfoAnswer.of(JSON.writeValueAsString(all)));
            }
            default -> send(exchange, 404, "");
        }
    }

    private void discover(HttpExchange exchange) throws IOException, JOSEException {
        discovered.incrementAndGet();
        try {
            slow.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (redirectsDiscovery) {
            exchange.getResponseHeaders().set("Location", issuer().replace("/realm", "/elsewhere"));
            send(exchange, 302, "");
        } else {
            send(exchange, discoveryStatus, JSON.writeValueAsString(discovery.of(document())));
        }
    }

    private Map<String, Object> document() {
        var document = new LinkedHashMap<String, Object>();
        document.put("issuer", issuer());
        for (var endpoint : List.of("authorization:authorize", "token:token", "userinfo:userinfo")) {
            var parts = endpoint.split(":");
            document.put(parts[0] + "_endpoint", issuer() + "/" + parts[1]);
        }
        document.put("jwks_uri", issuer() + "/jwks");
        document.put("end_session_endpoint", issuer() + "/logout");
        document.put("response_types_supported", List.of("code"));
        document.put("subject_types_supported", List.of("public"));
        document.put("id_token_signing_alg_values_supported", List.of("RS256"));
        document.put("code_challenge_methods_supported", List.of("S256"));
        document.put("scopes_supported", List.of("openid", "email", "profile"));
        document.put("authorization_response_iss_parameter_supported", namesItself);
        if (secretInForm) {
            document.put("token_endpoint_auth_methods_supported", List.of("client_secret_post"));
        }
        return document;
    }

    private void authorize(HttpExchange exchange) throws IOException, JOSEException {
        asked = form(exchange.getRequestURI().getRawQuery());
        var code = UUID.randomUUID().toString();
        codes.put(code, asked);
        var query = "code=%s&state=%s".formatted(code, asked.get("state"))
                + (namesItself ? "&iss=" + encoded(issuer()) : "");
        exchange.getResponseHeaders().set("Location", asked.get("redirect_uri") + "?" + answer.of(query));
        send(exchange, 303, "");
    }

    private void token(HttpExchange exchange) throws IOException, JOSEException {
        exchanged = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        var request = codes.remove(exchanged.getOrDefault("code", ""));
        if (!isOurs(exchange)) {
            send(exchange, 401, "{\"error\":\"invalid_client\"}");
        } else if (request == null
                || !request.get("redirect_uri").equals(exchanged.get("redirect_uri"))
                || !CodeChallenge.compute(CodeChallengeMethod.S256, new CodeVerifier(exchanged.get("code_verifier")))
                        .getValue()
                        .equals(request.get("code_challenge"))) {
            send(exchange, 400, "{\"error\":\"invalid_grant\"}");
        } else {
            send(
                    exchange,
                    tokenStatus,
                    tokens.of(
                            "{\"access_token\":\"at\",\"token_type\":\"Bearer\",\"expires_in\":60,\"id_token\":\"%s\"}"
                                    .formatted(idToken(request.get("nonce")))));
        }
    }

    private boolean isOurs(HttpExchange exchange) {
        if (secretInForm) {
            return CLIENT.equals(exchanged.get("client_id")) && SECRET.equals(exchanged.get("client_secret"));
        }
        var expected = java.util.Base64.getEncoder()
                .encodeToString((encoded(CLIENT) + ":" + encoded(SECRET)).getBytes(StandardCharsets.UTF_8));
        return ("Basic " + expected).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private String idToken(String nonce) throws JOSEException {
        var builder = common().claim("nonce", nonce);
        person.forEach(builder::claim);
        return signed(claims.of(builder), null);
    }

    /** A logout token about the person, made as the ID tokens are. */
    String logoutToken(String type, Twist<JWTClaimsSet.Builder> twist) {
        try {
            var builder = common().jwtID(UUID.randomUUID().toString())
                    .subject(String.valueOf(person.get("sub")))
                    .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
            return signed(twist.of(builder), new JOSEObjectType(type));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private JWTClaimsSet.Builder common() {
        var now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(CLIENT)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)));
    }

    private String signed(JWTClaimsSet.Builder builder, @Nullable JOSEObjectType type) throws JOSEException {
        var set = builder.build();
        if (unsigned) {
            return new PlainJWT(set).serialize();
        }
        var token = new SignedJWT(
                new JWSHeader.Builder(algorithm)
                        .keyID(key.getKeyID())
                        .type(type)
                        .build(),
                set);
        token.sign(
                algorithm.equals(JWSAlgorithm.HS256)
                        ? new MACSigner(key.toPublicJWK().toString().getBytes(StandardCharsets.UTF_8))
                        : new RSASSASigner(key));
        return token.serialize();
    }

    public static Map<String, String> form(String text) {
        return Arrays.stream(text.split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> decoded(pair[0]), pair -> decoded(pair[1])));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        slow.countDown();
        server.stop(0);
    }
}
