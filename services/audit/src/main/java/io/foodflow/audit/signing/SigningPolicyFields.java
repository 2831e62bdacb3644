package io.foodflow.audit.signing;

import io.foodflow.audit.signing.SigningPolicy.Meaning;
import io.foodflow.audit.signing.SigningPolicy.Rule;
import io.foodflow.audit.signing.SigningPolicyController.MeaningDraft;
import io.foodflow.audit.signing.SigningPolicyController.RuleDraft;
import io.foodflow.platform.web.Fields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a request about a policy and remembers every one that breaks a rule. Used once, by one thread. */
final class SigningPolicyFields {

    private static final int MOST_MEANINGS = 20;
    private static final int MOST_RULES = 100;
    private static final int LONGEST_TITLE = 60;
    private static final int MOST_PASSWORD_DAYS = 3_650;
    private static final int MOST_SERIES_MINUTES = 480;
    private static final int USUAL_SERIES_MINUTES = 30;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");

    private final Fields fields = new Fields();

    List<Meaning> meanings(@Nullable List<@Nullable MeaningDraft> value) {
        var meanings = new ArrayList<Meaning>();
        if (value == null || value.isEmpty() || value.size() > MOST_MEANINGS) {
            fields.add(
                    "meanings",
                    "length",
                    "meanings must have 1..%d entries, had %d"
                            .formatted(MOST_MEANINGS, value == null ? 0 : value.size()));
            return meanings;
        }
        var names = new HashSet<String>();
        for (int i = 0; i < value.size(); i++) {
            var at = "meanings[%d]".formatted(i);
            var draft = value.get(i);
            var name = fields.present(at + ".name", draft == null ? null : draft.name());
            if (!name.isEmpty() && !NAME.matcher(name).matches()) {
                fields.add(
                        at + ".name",
                        "form",
                        "%s.name must be small letters, digits and _, as release, was '%s'"
                                .formatted(at, Fields.quoted(name)));
            } else if (!name.isEmpty() && !names.add(name)) {
                fields.add(at + ".name", "unique", "%s.name must be another than those before".formatted(at));
            }
            meanings.add(new Meaning(
                    name, fields.lineIfGiven(at + ".title", draft == null ? null : draft.title(), LONGEST_TITLE)));
        }
        return meanings;
    }

    /** The rules, about types of records that can be signed and meanings of this policy. */
    List<Rule> rules(@Nullable List<@Nullable RuleDraft> value, Set<String> types, List<Meaning> meanings) {
        var rules = new ArrayList<Rule>();
        if (value == null) {
            return rules;
        }
        if (value.size() > MOST_RULES) {
            fields.add(
                    "rules", "length", "rules must have up to %d entries, had %d".formatted(MOST_RULES, value.size()));
            return rules;
        }
        var names = new TreeSet<>(meanings.stream().map(Meaning::name).toList());
        for (int i = 0; i < value.size(); i++) {
            var at = "rules[%d]".formatted(i);
            var draft = value.get(i);
            if (draft == null) {
                fields.required(at);
                continue;
            }
            var type = known(at + ".resource_type", draft.resourceType(), types);
            var meaning = known(at + ".meaning", draft.meaning(), names);
            boolean notAuthor = Boolean.TRUE.equals(draft.notAuthor());
            boolean notTwice = Boolean.TRUE.equals(draft.notTwice());
            if (!notAuthor && !notTwice) {
                fields.add(at, "empty", "%s must say not_author or not_twice, or it rules nothing".formatted(at));
            }
            rules.add(new Rule(type, meaning, notAuthor, notTwice));
        }
        return rules;
    }

    private String known(String field, @Nullable String value, Set<String> known) {
        var word = value == null ? SigningPolicy.ANY : value;
        if (!word.equals(SigningPolicy.ANY) && !known.contains(word)) {
            fields.add(
                    field,
                    "vocabulary",
                    "%s must be %s or one of %s, was '%s'"
                            .formatted(field, SigningPolicy.ANY, new TreeSet<>(known), Fields.quoted(word)));
        }
        return word;
    }

    @Nullable
    Integer passwordDays(@Nullable Integer value) {
        if (value != null && (value < 1 || value > MOST_PASSWORD_DAYS)) {
            fields.add(
                    "password_days",
                    "range",
                    "password_days must be 1..%d or null, was %d".formatted(MOST_PASSWORD_DAYS, value));
        }
        return value;
    }

    int seriesMinutes(@Nullable Integer value) {
        int minutes = value == null ? USUAL_SERIES_MINUTES : value;
        if (minutes < 0 || minutes > MOST_SERIES_MINUTES) {
            fields.add(
                    "series_minutes",
                    "range",
                    "series_minutes must be 0..%d, was %d".formatted(MOST_SERIES_MINUTES, minutes));
        }
        return minutes;
    }

    /** Ends the request if any field broke a rule. */
    void check() {
        fields.check();
    }
}
