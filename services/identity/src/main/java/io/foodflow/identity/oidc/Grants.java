package io.foodflow.identity.oidc;

import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.UnitOfWork;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationGrantAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenRevocationAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Exchanges codes, refresh tokens and client credentials for tokens, each in one transaction with its trail. What a
 * refusal brings about (a stolen code takes its tokens back) is committed as well. Thread-safe.
 */
final class Grants {

    private final List<AuthenticationConverter> readers;
    private final List<AuthenticationProvider> providers;
    private final AuthenticationProvider revocation;
    private final StoredAuthorizations authorizations;
    private final RegisteredClients clients;
    private final UnitOfWork work;

    Grants(
            List<AuthenticationConverter> readers,
            List<AuthenticationProvider> providers,
            AuthenticationProvider revocation,
            StoredAuthorizations authorizations,
            RegisteredClients clients,
            UnitOfWork work) {
        this.readers = List.copyOf(readers);
        this.providers = List.copyOf(providers);
        this.revocation = revocation;
        this.authorizations = authorizations;
        this.clients = clients;
        this.work = work;
    }

    /** What came of asking for tokens. */
    sealed interface Outcome {

        record Issued(OAuth2AccessTokenAuthenticationToken tokens) implements Outcome {}

        record Refused(OAuth2Error error) implements Outcome {}
    }

    /** Reads what an application asks for and gives it, or not. */
    Outcome exchange(OAuth2ClientAuthenticationToken client, HttpServletRequest request) {
        SecurityContextHolder.setContext(new SecurityContextImpl(client));
        var asked = read(request);
        if (asked == null) {
            return new Outcome.Refused(new OAuth2Error(OAuth2ErrorCodes.UNSUPPORTED_GRANT_TYPE));
        }
        return work.write(change -> {
            if (clients.keep(id(client)).isEmpty()) {
                change.nothing();
                return new Outcome.Refused(new OAuth2Error(OAuth2ErrorCodes.INVALID_CLIENT));
            }
            return exchange(id(client), asked, change);
        });
    }

    private Outcome exchange(UUID client, Authentication asked, Change change) {
        try {
            for (var provider : providers) {
                if (provider.supports(asked.getClass())
                        && provider.authenticate(asked) instanceof OAuth2AccessTokenAuthenticationToken tokens) {
                    var grant = ((OAuth2AuthorizationGrantAuthenticationToken) asked).getGrantType();
                    change.record(new OAuthTokensIssued(client, grant.getValue()), null, null);
                    return new Outcome.Issued(tokens);
                }
            }
            throw new IllegalStateException(
                    "nobody exchanges a " + asked.getClass().getSimpleName());
        } catch (RefreshTokenReused e) {
            change.record(new OAuthTokenReused(client, e.authorization()), null, null);
            return new Outcome.Refused(e.getError());
        } catch (OAuth2AuthenticationException e) {
            recordReuse(client, asked, change);
            return new Outcome.Refused(e.getError());
        }
    }

    private void recordReuse(UUID client, Authentication asked, Change change) {
        var stolen = asked instanceof OAuth2AuthorizationCodeAuthenticationToken code
                ? authorizations.ofSpentCode(code.getCode())
                : Optional.<UUID>empty();
        stolen.ifPresentOrElse(
                authorization -> change.record(new OAuthTokenReused(client, authorization), null, null),
                change::nothing);
    }

    /** Takes a token back, whichever it is; one that is unknown is none any more. */
    void revoke(OAuth2ClientAuthenticationToken client, String token) {
        work.<Boolean>write(change -> {
            if (clients.keep(id(client)).isEmpty()) {
                change.nothing();
                return false;
            }
            var answer = revocation.authenticate(new OAuth2TokenRevocationAuthenticationToken(token, client, null));
            if (answer != null && answer.isAuthenticated()) {
                change.record(new OAuthTokenRevoked(id(client)), null, null);
            } else {
                change.nothing();
            }
            return true;
        });
    }

    private @Nullable Authentication read(HttpServletRequest request) {
        for (var reader : readers) {
            var asked = reader.convert(request);
            if (asked != null) {
                return asked;
            }
        }
        return null;
    }

    private static UUID id(OAuth2ClientAuthenticationToken client) {
        return UUID.fromString(
                Objects.requireNonNull(client.getRegisteredClient()).getId());
    }
}
