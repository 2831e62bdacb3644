package io.foodflow.identity.federation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import io.foodflow.identity.federation.SignInRefusal.Reason;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks at an identity provider as a sign-in would find it, without signing anybody in, and says of each thing how it is and
 * what to do. Nothing is taken from memory: it is asked now. Thread-safe.
 */
final class ProviderChecks {

    private static final String NO_CODE = "foodflow-test-no-code";
    private static final String NO_VERIFIER = "foodflow-test-verifier-of-a-code-that-nobody-was-given";

    private final IdentityProviders providers;
    private final Discovery discovery;
    private final ProviderKeys keys;
    private final ProviderProtocol protocol;

    ProviderChecks(IdentityProviders providers, Discovery discovery, ProviderKeys keys, ProviderProtocol protocol) {
        this.providers = providers;
        this.discovery = discovery;
        this.keys = keys;
        this.protocol = protocol;
    }

    /** How a thing is. */
    enum Status {
        /** As it should be. */
        @JsonProperty("ok")
        OK,
        /** Works, or may work, but somebody should know. */
        @JsonProperty("warn")
        WARN,
        /** Nobody can sign in like that. */
        @JsonProperty("fail")
        FAIL
    }

    /**
     * One thing that was looked at.
     *
     * @param check which
     * @param detail what was found
     * @param advice what to do; null where nothing is to be done
     */
    record Check(
            String check,
            Status status,
            String detail,
            @JsonInclude @Nullable String advice) {

        static Check ok(String check, String detail) {
            return new Check(check, Status.OK, detail, null);
        }

        static Check warn(String check, String detail, String advice) {
            return new Check(check, Status.WARN, detail, advice);
        }

        static Check fail(String check, String detail, String advice) {
            return new Check(check, Status.FAIL, detail, advice);
        }
    }

    /** Everything that can be known without a person, in the order in which a sign-in meets it. */
    List<Check> of(IdentityProvider provider, URI redirectUri) {
        var checks = new ArrayList<Check>();
        try {
            var metadata = discovery.anew(provider.issuer());
            checks.add(Check.ok("discovery", "%s answers".formatted(Discovery.address(provider.issuer()))));
            checks.add(Check.ok("issuer", "the document is of %s".formatted(provider.issuer())));
            checks.add(keys(metadata));
            checks.add(algorithms(metadata));
            checks.add(pkce(metadata));
            checks.add(authentication(provider, metadata));
            checks.add(credentials(provider, metadata, redirectUri));
            checks.add(scopes(provider, metadata));
            checks.add(claims(provider, metadata));
        } catch (SignInRefusal refusal) {
            checks.addAll(unreachable(provider, refusal));
        }
        checks.add(domains(provider));
        checks.add(roles(provider));
        return checks;
    }

    private static List<Check> unreachable(IdentityProvider provider, SignInRefusal refusal) {
        if (refusal.reason() == Reason.WRONG_ISSUER) {
            return List.of(
                    Check.ok("discovery", "%s answers".formatted(Discovery.address(provider.issuer()))),
                    Check.fail(
                            "issuer",
                            refusal.detail(),
                            "copy the issuer from the discovery document letter by letter, a slash at its end, too"));
        }
        return List.of(
                Check.fail(
                        "discovery",
                        refusal.detail(),
                        "open this address in a browser; if it works there, ask who runs this platform whether it may call it"));
    }

    private Check keys(OIDCProviderMetadata metadata) {
        try {
            int usable = keys.anew(metadata.getJWKSetURI()).size();
            return usable > 0
                    ? Check.ok(
                            "keys", "%s has %d keys to check signatures by".formatted(metadata.getJWKSetURI(), usable))
                    : Check.fail(
                            "keys",
                            "%s has no key to check signatures by".formatted(metadata.getJWKSetURI()),
                            "let the provider sign with an RSA key of 2048 bits or more, or with an elliptic curve");
        } catch (SignInRefusal refusal) {
            return Check.fail("keys", refusal.detail(), "let the provider publish its keys at its jwks_uri");
        }
    }

    private static Check algorithms(OIDCProviderMetadata metadata) {
        var named = metadata.getIDTokenJWSAlgs();
        if (named == null || named.stream().anyMatch(ProviderProtocol.ALGORITHMS::contains)) {
            return Check.ok("signature", "ID tokens are signed by " + named);
        }
        return Check.fail(
                "signature",
                "ID tokens are signed by %s".formatted(named),
                "let the provider sign them by RS256, ES256 or PS256");
    }

    private static Check pkce(OIDCProviderMetadata metadata) {
        var methods = metadata.getCodeChallengeMethods();
        if (methods == null) {
            return Check.warn(
                    "pkce",
                    "the provider does not say whether it knows PKCE",
                    "nothing, if a sign-in works: it is sent in any case");
        }
        return methods.contains(CodeChallengeMethod.S256)
                ? Check.ok("pkce", "PKCE with S256 is known")
                : Check.warn(
                        "pkce",
                        "the provider names %s and not S256".formatted(methods),
                        "switch S256 on at the provider, so that a stolen code is worth nothing");
    }

    private static Check authentication(IdentityProvider provider, OIDCProviderMetadata metadata) {
        var methods = metadata.getTokenEndpointAuthMethods();
        if (!provider.clientSecretSet()) {
            boolean open = methods != null && methods.contains(ClientAuthenticationMethod.NONE);
            return open
                    ? Check.ok("client_authentication", "a public client, without a secret")
                    : Check.warn(
                            "client_authentication",
                            "there is no client secret, and the provider does not say that it does without",
                            "enter the client secret that the provider gave");
        }
        boolean known = methods == null
                || methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                || methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST);
        return known
                ? Check.ok(
                        "client_authentication",
                        ProviderProtocol.inForm(metadata)
                                ? "the secret goes in the form (client_secret_post)"
                                : "the secret goes in the header (client_secret_basic)")
                : Check.fail(
                        "client_authentication",
                        "the provider takes %s only".formatted(methods),
                        "choose client_secret_basic or client_secret_post at the provider");
    }

    /** A made-up code is refused as such only by a provider that took the client for who it says it is. */
    private Check credentials(IdentityProvider provider, OIDCProviderMetadata metadata, URI redirectUri) {
        try {
            var answered = protocol.authenticated(
                    provider,
                    providers.secret(provider.id()).orElse(null),
                    metadata,
                    Map.of(
                            "grant_type",
                            "authorization_code",
                            "code",
                            NO_CODE,
                            "redirect_uri",
                            redirectUri.toString(),
                            "code_verifier",
                            NO_VERIFIER));
            var error = ProviderProtocol.error(answered);
            if (error.equals("invalid_grant")) {
                return Check.ok("credentials", "the provider knows this client and takes its secret");
            }
            return error.equals("invalid_client") || error.equals("unauthorized_client") || answered.status() == 401
                    ? Check.fail(
                            "credentials",
                            "the token endpoint answers %d %s".formatted(answered.status(), error),
                            "compare client_id with the provider's, and enter the client secret anew")
                    : Check.warn(
                            "credentials",
                            "the token endpoint answers a made-up code with %d %s, which says nothing of the client"
                                    .formatted(answered.status(), error),
                            "try a sign-in to be sure");
        } catch (SignInRefusal refusal) {
            return Check.fail("credentials", refusal.detail(), "the token endpoint has to answer this platform");
        }
    }

    private static Check scopes(IdentityProvider provider, OIDCProviderMetadata metadata) {
        var unknown = ProviderProtocol.unknownScopes(provider, metadata);
        return unknown.isEmpty()
                ? Check.ok("scopes", "asked for: " + String.join(" ", provider.scopes()))
                : Check.warn(
                        "scopes",
                        "the provider does not name the scopes %s".formatted(unknown),
                        "add them at the provider, or take them out here");
    }

    private static Check claims(IdentityProvider provider, OIDCProviderMetadata metadata) {
        var named = metadata.getClaims();
        var groups = provider.claims().groups();
        if (named == null || groups == null || named.contains(groups)) {
            return Check.ok(
                    "claims",
                    "the address is read from '%s', %s"
                            .formatted(
                                    provider.claims().email(),
                                    groups == null ? "groups from nowhere" : "groups from '%s'".formatted(groups)));
        }
        return Check.warn(
                "claims",
                "the provider does not name the claim '%s'".formatted(groups),
                "try a sign-in: it shows which claims come");
    }

    private static Check domains(IdentityProvider provider) {
        var open = provider.domains().stream()
                .filter(domain -> !domain.isVerified())
                .map(EmailDomain::domain)
                .collect(Collectors.joining(", "));
        if (provider.domains().isEmpty()) {
            return Check.fail(
                    "domains", "no e-mail domain leads here", "add the domains of your company's e-mail addresses");
        }
        return open.isEmpty()
                ? Check.ok("domains", "every domain is verified")
                : Check.warn(
                        "domains",
                        "not verified yet: " + open,
                        "add the TXT record of the domain at your DNS provider, then verify it");
    }

    private static Check roles(IdentityProvider provider) {
        boolean some =
                !provider.defaultRoles().isEmpty() || !provider.roleRules().isEmpty();
        if (some || (!provider.createsUsers() && !provider.followsRoles())) {
            return Check.ok(
                    "roles",
                    "%d default roles, %d rules"
                            .formatted(
                                    provider.defaultRoles().size(),
                                    provider.roleRules().size()));
        }
        return Check.fail(
                "roles",
                "no rule and no default role gives anybody a role",
                "choose a default role, or add a rule for a group");
    }
}
