package io.foodflow.identity.oidc;

import io.foodflow.identity.attempts.AttemptLimits;
import io.foodflow.identity.attempts.AttemptLimits.Account;
import io.foodflow.identity.attempts.AttemptLimits.Admission;
import io.foodflow.identity.links.LinkProblems;
import io.foodflow.platform.changes.UnitOfWork;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.web.authentication.ClientSecretBasicAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.ClientSecretPostAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.PublicClientAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Tells which application calls: by its secret, in a header or in the form, or, a public one, by the verifier of its code.
 * Wrong secrets count by application, known or not, over all processes; beyond the limit whoever sends one is told to wait.
 * A right one is never kept waiting: with 256 random bits there is nothing to guess, and a stranger must not be able to
 * stop an application. Thread-safe.
 */
final class ClientAuthentication {

    private static final int LONGEST = 1_024;

    private final AuthenticationProvider bySecret;
    private final AuthenticationProvider byVerifier;
    private final RegisteredClients clients;
    private final AttemptLimits limits;
    private final UnitOfWork work;

    private final List<AuthenticationConverter> readers = List.of(
            new ClientSecretBasicAuthenticationConverter(),
            new ClientSecretPostAuthenticationConverter(),
            new PublicClientAuthenticationConverter());

    ClientAuthentication(
            AuthenticationProvider bySecret,
            AuthenticationProvider byVerifier,
            RegisteredClients clients,
            AttemptLimits limits,
            UnitOfWork work) {
        this.bySecret = bySecret;
        this.byVerifier = byVerifier;
        this.clients = clients;
        this.limits = limits;
        this.work = work;
    }

    /**
     * The application that sent a request to an issuer.
     *
     * @throws OAuth2AuthenticationException if it does not prove itself
     */
    OAuth2ClientAuthenticationToken authenticate(Issuer issuer, HttpServletRequest request) {
        var sent = read(request);
        if (ClientAuthenticationMethod.NONE.equals(sent.getClientAuthenticationMethod())) {
            return proved(byVerifier, sent);
        }
        try {
            return proved(bySecret, sent);
        } catch (OAuth2AuthenticationException e) {
            if (OAuth2ErrorCodes.INVALID_CLIENT.equals(e.getError().getErrorCode())) {
                count(issuer, sent.getName());
            }
            throw e;
        }
    }

    private OAuth2ClientAuthenticationToken proved(AuthenticationProvider provider, Authentication sent) {
        return work.read(() -> (OAuth2ClientAuthenticationToken) Objects.requireNonNull(provider.authenticate(sent)));
    }

    private void count(Issuer issuer, String clientId) {
        var account = Account.of("oauth client %s %s".formatted(issuer.tenant().id(), clientId));
        switch (limits.admit(account)) {
            case Admission.Refused(var pause) -> throw LinkProblems.tooMany(pause);
            case Admission.Admitted admitted -> {
                limits.failed(admitted);
                clients.known(clientId)
                        .ifPresent(client -> work.write(change -> {
                            var reason = client.enabled() ? null : "switched_off";
                            change.record(new OAuthClientRefused(client.id()), null, null, reason);
                            return true;
                        }));
            }
        }
    }

    private OAuth2ClientAuthenticationToken read(HttpServletRequest request) {
        if (request.getParameterMap().values().stream().anyMatch(values -> values.length > 1)
                || twice(request)
                || tooLong(request.getParameter(OAuth2ParameterNames.CLIENT_ID))
                || tooLong(request.getHeader(HttpHeaders.AUTHORIZATION))
                || tooLong(request.getParameter(OAuth2ParameterNames.CLIENT_SECRET))) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_REQUEST);
        }
        for (var reader : readers) {
            if (reader.convert(request) instanceof OAuth2ClientAuthenticationToken sent) {
                return sent;
            }
        }
        throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
    }

    /** By header and by form at once, which RFC 6749 §2.3 forbids. */
    private static boolean twice(HttpServletRequest request) {
        return basic(request) && request.getParameter(OAuth2ParameterNames.CLIENT_SECRET) != null;
    }

    static boolean basic(HttpServletRequest request) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.toLowerCase(Locale.ROOT).startsWith("basic ");
    }

    private static boolean tooLong(@Nullable String text) {
        return text != null && text.length() > LONGEST;
    }
}
