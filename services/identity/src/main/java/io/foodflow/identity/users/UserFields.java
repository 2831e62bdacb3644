package io.foodflow.identity.users;

import io.foodflow.identity.api.UserView;
import io.foodflow.identity.passwords.PasswordRules;
import io.foodflow.platform.web.Problem.FieldError;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a request about a user and remembers every one that breaks a rule. Used once, by one thread. */
public final class UserFields {

    private static final int LONGEST_NAME = 100;
    /** Stands for an address that could not be read: {@link #check} ends the request before anybody sees it. */
    private static final EmailAddress UNREADABLE = new EmailAddress("unreadable@example.invalid");

    private final List<FieldError> errors = new ArrayList<>();

    public EmailAddress email(@Nullable String value) {
        if (value == null || value.isBlank()) {
            required("email");
            return UNREADABLE;
        }
        return EmailAddress.parse(value).orElseGet(() -> {
            errors.add(new FieldError(
                    "email",
                    "email",
                    "email must be an address as anna@example.com, was '%s'".formatted(shortened(value))));
            return UNREADABLE;
        });
    }

    public String password(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            required("password");
            return "";
        }
        PasswordRules.broken("password", value).ifPresent(errors::add);
        return value;
    }

    /** A name that may be left out. */
    public @Nullable String nameIfGiven(String field, @Nullable String value) {
        return value == null || value.isBlank() ? null : name(field, value);
    }

    /** Remembers that a field which must be there is not. */
    public String text(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            required(field);
            return "";
        }
        return value;
    }

    @Nullable
    String passwordIfGiven(@Nullable String value) {
        return value == null ? null : password(value);
    }

    public String name(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            required(field);
            return "";
        }
        var name = value.strip();
        if (name.length() > LONGEST_NAME) {
            errors.add(new FieldError(
                    field,
                    "length",
                    "%s must have 1..%d characters, had %d".formatted(field, LONGEST_NAME, name.length())));
        } else if (!plain(name)) {
            errors.add(new FieldError(field, "characters", "%s must not have control characters".formatted(field)));
        }
        return name;
    }

    public Set<String> roles(@Nullable List<@Nullable String> value, Set<String> known) {
        var roles = new TreeSet<String>();
        if (value != null) {
            for (int i = 0; i < value.size(); i++) {
                var role = value.get(i);
                if (role == null || !known.contains(role)) {
                    errors.add(unknownRole("roles[%d]".formatted(i), role, known));
                } else {
                    roles.add(role);
                }
            }
        }
        return roles;
    }

    UserFilter filter(@Nullable String fragment, @Nullable String role, @Nullable String status, Set<String> known) {
        if (fragment != null && (fragment.length() > LONGEST_NAME || !plain(fragment))) {
            errors.add(new FieldError(
                    "q", "length", "q must have up to %d characters, none a control".formatted(LONGEST_NAME)));
        }
        if (role != null && !known.contains(role)) {
            errors.add(unknownRole("role", role, known));
        }
        return new UserFilter(fragment, role, status == null ? null : status(status));
    }

    /** Ends the request if any field broke a rule. */
    public void check() {
        if (!errors.isEmpty()) {
            throw new ProblemException(Problems.invalid(errors));
        }
    }

    private UserView.@Nullable Status status(String text) {
        var found = Arrays.stream(UserView.Status.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
        if (found.isEmpty()) {
            errors.add(new FieldError(
                    "status", "value", "status must be active or disabled, was '%s'".formatted(shortened(text))));
        }
        return found.orElse(null);
    }

    static FieldError unknownRole(String field, @Nullable String role, Set<String> known) {
        return new FieldError(
                field,
                "known-role",
                "%s must be one of %s, was '%s'"
                        .formatted(field, new TreeSet<>(known), shortened(String.valueOf(role))));
    }

    private void required(String field) {
        errors.add(new FieldError(field, "required", "%s is required".formatted(field)));
    }

    private static boolean plain(String text) {
        return text.codePoints()
                .noneMatch(point -> Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE);
    }

    private static String shortened(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }
}
