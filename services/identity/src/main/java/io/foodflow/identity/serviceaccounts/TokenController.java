package io.foodflow.identity.serviceaccounts;

import io.foodflow.identity.links.LinkProblems;
import io.foodflow.identity.serviceaccounts.KeyExchange.Exchanged;
import io.foodflow.platform.security.OpenToAll;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/auth/token")
@Tag(name = "Service accounts")
final class TokenController {

    private static final String BASIC = "basic ";
    private static final int LONGEST = 1_024;

    private final KeyExchange exchange;
    private final Clock clock;

    TokenController(KeyExchange exchange, Clock clock) {
        this.exchange = exchange;
        this.clock = clock;
    }

    @PostMapping(consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @OpenToAll
    @Operation(
            summary = "Exchange a service account's key for an access token",
            description =
                    "RFC 6749 §4.4: grant_type=client_credentials, with client_id and client_secret in the form or by"
                            + " HTTP Basic. Answers and errors have the shape of RFC 6749 §5.")
    @ApiResponse(
            responseCode = "200",
            description = "An access token",
            content = @Content(schema = @Schema(implementation = Granted.class)))
    @ApiResponse(
            responseCode = "400",
            description =
                    "Asked for wrongly, from where this company takes no calls, beyond its plan, or of one that is suspended",
            content = @Content(schema = @Schema(implementation = Refusal.class)))
    @ApiResponse(
            responseCode = "401",
            description = "No service account has this id and key",
            content = @Content(schema = @Schema(implementation = Refusal.class)))
    ResponseEntity<?> token(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            @RequestParam(name = "grant_type", required = false) @Nullable String grantType,
            @RequestParam(name = "client_id", required = false) @Nullable String clientId,
            @RequestParam(name = "client_secret", required = false) @Nullable String clientSecret) {
        if (grantType == null) {
            return refused(HttpStatus.BAD_REQUEST, "invalid_request", "grant_type is required");
        }
        if (!grantType.equals("client_credentials")) {
            return refused(HttpStatus.BAD_REQUEST, "unsupported_grant_type", "grant_type must be client_credentials");
        }
        return client(authorization, clientId, clientSecret)
                .<ResponseEntity<?>>map(client -> answer(exchange.exchange(client.id(), client.secret())))
                .orElseGet(() -> refused(
                        HttpStatus.UNAUTHORIZED, "invalid_client", "client_id and client_secret are required, once"));
    }

    private ResponseEntity<?> answer(Exchanged exchanged) {
        return switch (exchanged) {
            case Exchanged.Token(var access) ->
                ResponseEntity.ok()
                        .header(HttpHeaders.PRAGMA, "no-cache")
                        .body(new Granted(
                                access.token(),
                                "Bearer",
                                Duration.between(
                                                clock.instant(),
                                                access.expiresAt().plusMillis(999))
                                        .toSeconds()));
            case Exchanged.Refused _ ->
                refused(HttpStatus.UNAUTHORIZED, "invalid_client", "no service account has this id and key");
            case Exchanged.AddressNotAllowed _ ->
                refused(
                        HttpStatus.BAD_REQUEST,
                        "unauthorized_client",
                        "this company takes no calls from the network address you call from");
            case Exchanged.NotInPlan _ ->
                refused(
                        HttpStatus.BAD_REQUEST,
                        "unauthorized_client",
                        "the plan of this company has no service accounts and API, or they are switched off; choose another"
                                + " plan or ask who runs the platform");
            case Exchanged.NotWorking(var deleting) ->
                refused(
                        HttpStatus.BAD_REQUEST,
                        "unauthorized_client",
                        "this company is %s, so its service accounts do not work; ask who runs the platform"
                                .formatted(deleting ? "being deleted" : "suspended"));
            case Exchanged.Locked(var pause) -> throw LinkProblems.tooMany(pause);
        };
    }

    private static ResponseEntity<Refusal> refused(HttpStatus status, String error, String description) {
        var answer = ResponseEntity.status(status);
        if (status == HttpStatus.UNAUTHORIZED) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"foodflow\", charset=\"UTF-8\"");
        }
        return answer.body(new Refusal(error, description));
    }

    /** From the form or from the header, but not from both (RFC 6749 §2.3). */
    private static Optional<Client> client(
            @Nullable String authorization, @Nullable String clientId, @Nullable String clientSecret) {
        if (authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BASIC)) {
            return clientSecret == null ? basic(authorization.substring(BASIC.length())) : Optional.empty();
        }
        return clientId == null
                        || clientSecret == null
                        || clientId.length() > LONGEST
                        || clientSecret.length() > LONGEST
                ? Optional.empty()
                : Optional.of(new Client(clientId, clientSecret));
    }

    private static Optional<Client> basic(String encoded) {
        try {
            var text = new String(Base64.getDecoder().decode(encoded.strip()), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return colon < 0 || text.length() > LONGEST
                    ? Optional.empty()
                    : Optional.of(new Client(
                            URLDecoder.decode(text.substring(0, colon), StandardCharsets.UTF_8),
                            URLDecoder.decode(text.substring(colon + 1), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private record Client(String id, String secret) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "Client[%s]".formatted(id);
        }
    }

    /** RFC 6749 §5.1. */
    record Granted(String accessToken, String tokenType, long expiresIn) {

        /** Without the token. */
        @Override
        public String toString() {
            return "Granted[]";
        }
    }

    /** RFC 6749 §5.2. */
    record Refusal(String error, String errorDescription) {}
}
