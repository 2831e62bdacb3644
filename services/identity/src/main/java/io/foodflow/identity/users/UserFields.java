package io.foodflow.identity.users;

import io.foodflow.identity.api.UserView;
import io.foodflow.identity.passwords.PasswordRules;
import io.foodflow.identity.roles.Assignments;
import io.foodflow.identity.roles.SiteNames;
import io.foodflow.platform.web.Fields;
import io.foodflow.platform.web.Problem.FieldError;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a request about a user and remembers every one that breaks a rule. Used once, by one thread. */
public final class UserFields {

    private static final int LONGEST_NAME = 100;
    /** Stands for an address that could not be read: {@link #check} ends the request before anybody sees it. */
    private static final EmailAddress UNREADABLE = new EmailAddress("unreadable@example.invalid");

    private final Fields fields;

    public UserFields() {
        this(new Fields());
    }

    /** Remembers broken rules together with those of other fields of the request. */
    public UserFields(Fields fields) {
        this.fields = fields;
    }

    public EmailAddress email(@Nullable String value) {
        if (value == null || value.isBlank()) {
            fields.required("email");
            return UNREADABLE;
        }
        return EmailAddress.parse(value).orElseGet(() -> {
            fields.add(
                    "email",
                    "email",
                    "email must be an address as anna@example.com, was '%s'".formatted(Fields.quoted(value)));
            return UNREADABLE;
        });
    }

    public String password(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            fields.required("password");
            return "";
        }
        PasswordRules.broken("password", value).ifPresent(fields::add);
        return value;
    }

    /** A name that may be left out. */
    public @Nullable String nameIfGiven(String field, @Nullable String value) {
        return value == null || value.isBlank() ? null : name(field, value);
    }

    /** A text that must be there. */
    public String text(String field, @Nullable String value) {
        return fields.present(field, value);
    }

    @Nullable
    String passwordIfGiven(@Nullable String value) {
        return value == null ? null : password(value);
    }

    public String name(String field, @Nullable String value) {
        return fields.line(field, value, LONGEST_NAME);
    }

    public Set<String> roles(@Nullable List<@Nullable String> value, Set<String> known) {
        var roles = new TreeSet<String>();
        if (value != null) {
            for (int i = 0; i < value.size(); i++) {
                var role = value.get(i);
                if (role == null || !known.contains(role)) {
                    fields.add(unknownRole("roles[%d]".formatted(i), role, known));
                } else {
                    roles.add(role);
                }
            }
        }
        return roles;
    }

    /** The sites of those roles that are not to hold everywhere, by role. */
    public Map<String, Set<String>> roleSites(
            @Nullable Map<String, @Nullable List<@Nullable String>> value, Collection<String> roles) {
        return SiteNames.read(value, roles, fields);
    }

    /** Roles, each with its sites. */
    public Assignments assignments(
            @Nullable List<@Nullable String> roles,
            @Nullable Map<String, @Nullable List<@Nullable String>> roleSites,
            Set<String> known) {
        var given = roles(roles, known);
        return Assignments.of(given, roleSites(roleSites, given));
    }

    /** Remembers that a field is of no use without another. */
    void needs(String field, String other) {
        fields.add(field, "needs-" + other, "%s is of no use without %s; send both".formatted(field, other));
    }

    UserFilter filter(@Nullable String fragment, @Nullable String role, @Nullable String status, Set<String> known) {
        if (fragment != null && (fragment.length() > LONGEST_NAME || !Fields.isPlain(fragment))) {
            fields.add("q", "length", "q must have up to %d characters, none a control".formatted(LONGEST_NAME));
        }
        if (role != null && !known.contains(role)) {
            fields.add(unknownRole("role", role, known));
        }
        return new UserFilter(fragment, role, status == null ? null : status(status));
    }

    /** Ends the request if any field broke a rule. */
    public void check() {
        fields.check();
    }

    private UserView.@Nullable Status status(String text) {
        var found = Arrays.stream(UserView.Status.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
        if (found.isEmpty()) {
            fields.add("status", "value", "status must be active or disabled, was '%s'".formatted(Fields.quoted(text)));
        }
        return found.orElse(null);
    }

    static FieldError unknownRole(String field, @Nullable String role, Set<String> known) {
        return new FieldError(
                field,
                "known-role",
                "%s must be one of %s, was '%s'".formatted(field, new TreeSet<>(known), Fields.quoted(role)));
    }
}
