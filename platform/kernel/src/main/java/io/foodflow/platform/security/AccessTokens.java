package io.foodflow.platform.security;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import io.foodflow.platform.context.Actor;
import io.foodflow.platform.context.Reach;
import io.foodflow.platform.context.SiteGrant;
import io.foodflow.platform.tenancy.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes access tokens: JWTs of type {@code at+jwt}, RS256, with {@code sub, email, tenant_id, roles, permissions,
 * grant_epoch, sid, kind, iat, exp, iss, aud, jti}, and {@code at_sites} of a holder who may do things at some sites only:
 * a list of {@code permissions} with their {@code sites}, none of which are among the others. That of an auditor from outside has
 * {@code reach}: {@code from}, {@code to} and {@code resource_types}. Thread-safe. Signing costs about a
 * millisecond.
 */
public final class AccessTokens {

    static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
    static final String GRANT_EPOCH = "grant_epoch";
    static final String AT_SITES = "at_sites";
    static final String PERMISSIONS = "permissions";
    static final String SITES = "sites";
    static final String REACH = "reach";
    /** What an auditor from outside may do. */
    public static final String AUDITORS_PERMISSION = "audit:read";

    private static final long SERVICE_TOKEN_SECONDS = 60;

    private final SigningKeys keys;
    private final SecuritySettings settings;
    private final Clock clock;

    AccessTokens(SigningKeys keys, SecuritySettings settings, Clock clock) {
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
    }

    /** A signed token and the moment it runs out. */
    public record Issued(String token, Instant expiresAt) {}

    /** A token for the session of a user whose grants were never changed. */
    public Issued forUser(
            UUID user, String email, TenantId tenant, Set<String> roles, Set<String> permissions, UUID session) {
        return forUser(user, email, tenant, roles, permissions, List.of(), 0, session);
    }

    /**
     * A token for a user's session.
     *
     * @param roles those that hold everywhere
     * @param permissions what holds everywhere
     * @param atSites what holds at some sites only
     * @param grantEpoch when roles and permissions were read, as {@link GrantChanges#epoch} said in the same transaction
     */
    public Issued forUser(
            UUID user,
            String email,
            TenantId tenant,
            Set<String> roles,
            Set<String> permissions,
            List<SiteGrant> atSites,
            long grantEpoch,
            UUID session) {
        return sign(
                Actor.Kind.USER,
                user.toString(),
                email,
                tenant,
                roles,
                permissions,
                atSites,
                grantEpoch,
                session.toString(),
                settings.accessTokenSeconds());
    }

    /**
     * A token for a tenant's own machine.
     *
     * @param grantEpoch as of {@link #forUser}
     * @param until end of the key or the account; the token lives no longer
     */
    public Issued forServiceAccount(
            UUID account,
            String name,
            TenantId tenant,
            Set<String> roles,
            Set<String> permissions,
            List<SiteGrant> atSites,
            long grantEpoch,
            UUID key,
            @Nullable Instant until) {
        long left = until == null ? Long.MAX_VALUE : left(until);
        return sign(
                Actor.Kind.SERVICE,
                account.toString(),
                name,
                tenant,
                roles,
                permissions,
                atSites,
                grantEpoch,
                key.toString(),
                Math.min(left, settings.accessTokenSeconds()));
    }

    /**
     * A token for an auditor from outside: of kind AUDITOR, with {@value #AUDITORS_PERMISSION} alone.
     *
     * @param link by which the auditor came; the token is of its session
     * @param reach which entries may be read
     * @param grantEpoch as of {@link #forUser}
     * @param until end of the link; the token lives no longer
     */
    public Issued forAuditor(UUID link, String email, TenantId tenant, Reach reach, long grantEpoch, Instant until) {
        return sign(
                Actor.Kind.AUDITOR,
                link.toString(),
                email,
                tenant,
                Set.of(),
                Set.of(AUDITORS_PERMISSION),
                List.of(),
                grantEpoch,
                link.toString(),
                Math.min(left(until), settings.accessTokenSeconds()),
                reach);
    }

    private long left(Instant until) {
        return Math.max(1, Duration.between(clock.instant(), until).toSeconds());
    }

    /** A token with which one service of the platform calls another, for a minute, with just these permissions. */
    public Issued forService(String service, TenantId tenant, Set<String> permissions) {
        return sign(
                Actor.Kind.SERVICE,
                "service:" + service,
                service,
                tenant,
                Set.of(),
                permissions,
                List.of(),
                0,
                "",
                SERVICE_TOKEN_SECONDS);
    }

    private Issued sign(
            Actor.Kind kind,
            String subject,
            String email,
            TenantId tenant,
            Set<String> roles,
            Set<String> permissions,
            List<SiteGrant> atSites,
            long grantEpoch,
            String session,
            long seconds) {
        return sign(kind, subject, email, tenant, roles, permissions, atSites, grantEpoch, session, seconds, null);
    }

    private Issued sign(
            Actor.Kind kind,
            String subject,
            String email,
            TenantId tenant,
            Set<String> roles,
            Set<String> permissions,
            List<SiteGrant> atSites,
            long grantEpoch,
            String session,
            long seconds,
            @Nullable Reach reach) {
        var now = clock.instant();
        var expires = now.plusSeconds(seconds);
        var builder = new JWTClaimsSet.Builder();
        if (!atSites.isEmpty()) {
            builder.claim(AT_SITES, atSites.stream().map(AccessTokens::claim).toList());
        }
        if (reach != null) {
            builder.claim(REACH, claim(reach));
        }
        var claims = builder.subject(subject)
                .claim("kind", kind.name())
                .claim("email", email)
                .claim("tenant_id", tenant.toString())
                .claim("roles", List.copyOf(roles))
                .claim(PERMISSIONS, permissions.stream().sorted().toList())
                .claim(GRANT_EPOCH, grantEpoch)
                .claim("sid", session)
                .issuer(settings.issuer())
                .audience(settings.audience())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(expires))
                .jwtID(UUID.randomUUID().toString())
                .build();
        return new Issued(keys.sign(TYPE, claims).serialize(), expires);
    }

    private static Map<String, Object> claim(SiteGrant grant) {
        return Map.of(
                PERMISSIONS, grant.permissions().stream().sorted().toList(),
                SITES, grant.sites().stream().sorted().toList());
    }

    private static Map<String, Object> claim(Reach reach) {
        var members = new HashMap<String, Object>();
        members.put("resource_types", reach.resourceTypes().stream().sorted().toList());
        if (reach.from() != null) {
            members.put("from", reach.from().toString());
        }
        if (reach.to() != null) {
            members.put("to", reach.to().toString());
        }
        return members;
    }
}
