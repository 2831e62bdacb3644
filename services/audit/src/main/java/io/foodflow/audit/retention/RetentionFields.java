package io.foodflow.audit.retention;

import io.foodflow.audit.retention.RetentionController.GroupDraft;
import io.foodflow.platform.retention.Retained;
import io.foodflow.platform.web.Fields;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a request about a policy and remembers every one that breaks a rule. Used once, by one thread. */
final class RetentionFields {

    private final Fields fields = new Fields();
    private final List<Retained> groups;

    RetentionFields(List<Retained> groups) {
        this.groups = groups;
    }

    Map<String, Integer> groups(@Nullable List<@Nullable GroupDraft> value) {
        var days = new TreeMap<String, Integer>();
        if (value == null || value.size() > groups.size()) {
            fields.add(
                    "groups",
                    "length",
                    "groups must have up to %d entries, had %s"
                            .formatted(groups.size(), value == null ? "none; [] keeps all" : value.size()));
            return days;
        }
        for (int i = 0; i < value.size(); i++) {
            var at = "groups[%d]".formatted(i);
            var draft = value.get(i);
            var name = name(at + ".name", draft == null ? null : draft.name());
            if (days.containsKey(name)) {
                fields.add(at + ".name", "unique", "%s.name must be another than those before".formatted(at));
            }
            var wanted = draft == null ? null : draft.days();
            if (wanted != null) {
                days.put(name, days(at + ".days", name, wanted));
            }
        }
        return days;
    }

    String name(String field, @Nullable String value) {
        var name = fields.present(field, value);
        if (!name.isEmpty() && groups.stream().noneMatch(group -> group.group().equals(name))) {
            fields.add(
                    field,
                    "vocabulary",
                    "%s must be one of %s, was '%s'"
                            .formatted(
                                    field, groups.stream().map(Retained::group).toList(), Fields.quoted(name)));
        }
        return name;
    }

    int days(String field, String name, @Nullable Integer value) {
        if (value == null) {
            fields.required(field);
            return 0;
        }
        groups.stream()
                .filter(group -> group.group().equals(name))
                .filter(group -> value < group.leastDays() || value > Retained.MOST_DAYS)
                .forEach(group -> fields.add(
                        field,
                        "range",
                        "%s must be %d..%d for %s (%s), was %d"
                                .formatted(field, group.leastDays(), Retained.MOST_DAYS, name, group.basis(), value)));
        return value;
    }

    /** Ends the request if any field broke a rule. */
    void check() {
        fields.check();
    }
}
