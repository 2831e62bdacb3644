package io.foodflow.identity.passwords;

import io.foodflow.platform.web.Problem.FieldError;
import java.util.Optional;

/**
 * What a password must be: long enough, and none of those that are tried first. There are no rules of composition, which
 * only make passwords guessable.
 */
public final class PasswordRules {

    public static final int SHORTEST = 12;
    public static final int LONGEST = 128;

    private PasswordRules() {}

    /** The rule that a new password breaks, if it breaks one. The message never repeats the password. */
    public static Optional<FieldError> broken(String field, String password) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST || length > LONGEST) {
            return Optional.of(new FieldError(
                    field,
                    "length",
                    "%s must have %d..%d characters, had %d".formatted(field, SHORTEST, LONGEST, length)));
        }
        if (password.codePoints()
                .anyMatch(point -> Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE)) {
            return Optional.of(
                    new FieldError(field, "characters", "%s must not have control characters".formatted(field)));
        }
        if (CommonPasswords.LIST.isGuessedFirst(password)) {
            return Optional.of(new FieldError(
                    field,
                    "common",
                    "%s is one of those that are tried first; a few words that nobody would put together are better"
                            .formatted(field)));
        }
        return Optional.empty();
    }
}
