package io.foodflow.identity.roles;

import io.foodflow.platform.web.Fields;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a request about a role and remembers every one that breaks a rule. Used once, by one thread. */
final class RoleFields {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{1,60}");
    private static final int LONGEST_TITLE = 100;
    private static final int LONGEST_DESCRIPTION = 500;
    private static final int MOST_PERMISSIONS = 1_000;

    private final Set<String> known;
    private final Fields fields = new Fields();

    /** Takes these permissions and no others. */
    RoleFields(Set<String> known) {
        this.known = known;
    }

    String name(@Nullable String value) {
        var name = fields.present("name", value);
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            fields.add(
                    "name",
                    "name",
                    "name must be 2..61 of a-z, 0-9 and _, a letter first, was '%s'".formatted(Fields.quoted(name)));
        }
        return name;
    }

    /** The title, or one made of the name. */
    String titleOr(@Nullable String value, String name) {
        var title = title(value);
        if (title != null || name.isEmpty()) {
            return title == null ? "" : title;
        }
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1).replace('_', ' ');
    }

    @Nullable
    String title(@Nullable String value) {
        if (value != null && value.isBlank()) {
            fields.add(
                    "title",
                    "length",
                    "title must have 1..%d characters; leave it out to keep it".formatted(LONGEST_TITLE));
        }
        return fields.lineIfGiven("title", value, LONGEST_TITLE);
    }

    @Nullable
    String description(@Nullable String value) {
        return fields.lineIfGiven("description", value, LONGEST_DESCRIPTION);
    }

    Set<String> permissions(@Nullable List<@Nullable String> value) {
        if (value == null) {
            fields.required("permissions");
            return Set.of();
        }
        if (value.size() > MOST_PERMISSIONS) {
            fields.add(
                    "permissions",
                    "size",
                    "permissions must be up to %d, were %d".formatted(MOST_PERMISSIONS, value.size()));
            return Set.of();
        }
        var permissions = new TreeSet<String>();
        for (int i = 0; i < value.size(); i++) {
            permission("permissions[%d]".formatted(i), value.get(i), permissions);
        }
        return permissions;
    }

    private void permission(String field, @Nullable String value, Set<String> into) {
        if (value == null || !known.contains(value)) {
            fields.add(
                    field,
                    "known-permission",
                    "%s must be a permission that GET /permissions lists, was '%s'"
                            .formatted(field, Fields.quoted(value)));
        } else if (Grant.parse(value).ofThePlatform()) {
            fields.add(
                    field,
                    "platform-permission",
                    "%s must belong to a tenant; '%s' belongs to the platform itself".formatted(field, value));
        } else if (!into.add(value)) {
            fields.add(field, "duplicate", "%s repeats '%s'; name each permission once".formatted(field, value));
        }
    }

    /** Ends the request if any field broke a rule. */
    void check() {
        fields.check();
    }
}
