package io.foodflow.identity.federation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** A sign-in by an identity provider goes no further. Undoes what its transaction did so far. */
final class SignInRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST_DETAIL = 500;

    private final Reason reason;

    /**
     * For a reason, with what an administrator has to know to mend it; nothing secret, it is kept in the trail. What a
     * provider says may be in it, so it is kept short and plain.
     */
    SignInRefusal(Reason reason, String detail) {
        super(plain(detail), null, false, false);
        this.reason = reason;
    }

    private static String plain(String detail) {
        var text = detail.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
        return text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL) + "…";
    }

    Reason reason() {
        return reason;
    }

    String detail() {
        return String.valueOf(getMessage());
    }

    /** Why somebody was turned away. */
    enum Reason {
        /** The answer belongs to no sign-in that began here, or to one that has run out. */
        UNKNOWN_REQUEST,
        /** The answer came before. */
        REQUEST_USED,
        /** The sign-in began in another browser. */
        OTHER_BROWSER,
        /** The provider is gone or switched off, or is another one now. */
        PROVIDER_UNAVAILABLE,
        /** The provider could not be asked. */
        PROVIDER_UNREACHABLE,
        /** The provider's answer breaks the protocol. */
        PROVIDER_WRONG,
        /** The answer is of another issuer. */
        WRONG_ISSUER,
        /** Somebody changed his mind at the provider. */
        CANCELLED,
        /** The provider refused. */
        PROVIDER_REFUSED,
        /** The provider does not take the code, or does not know this platform by its secret. */
        CODE_REFUSED,
        /** The ID token is not good. */
        ID_TOKEN_REFUSED,
        /** What the userinfo endpoint says is of somebody else. */
        USERINFO_REFUSED,
        /** The provider did not ask the person again, though that was wanted. */
        SIGN_IN_TOO_OLD,
        /** The provider gives no e-mail address. */
        EMAIL_MISSING,
        /** The provider does not vouch for the address. */
        EMAIL_NOT_VERIFIED,
        /** The address is of a domain that the provider has not been proved for. */
        DOMAIN_NOT_VERIFIED,
        /** There is no account, and none is made by itself. */
        NO_ACCOUNT,
        /** No role would be given, so no account is made. */
        NO_ROLE,
        /** The account is of somebody else at that provider. */
        OTHER_PERSON,
        /** The user has been disabled. */
        USER_DISABLED,
        /** Who runs the platform signs in by password. */
        PLATFORM_ADMINISTRATOR,
        /** The provider names more groups than it gives. */
        GROUPS_LEFT_OUT,
        /** The policy lets nobody in from that address. */
        ADDRESS_NOT_ALLOWED,
        /** The plan has no room for one more user. */
        QUOTA_EXCEEDED;

        @JsonValue
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
