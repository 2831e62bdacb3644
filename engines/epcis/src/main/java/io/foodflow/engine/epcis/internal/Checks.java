package io.foodflow.engine.epcis.internal;

import io.foodflow.engine.epcis.Cbv;
import io.foodflow.engine.epcis.Finding;
import io.foodflow.engine.epcis.Rule;
import io.foodflow.engine.epcis.Units;
import io.foodflow.engine.epcis.gs1.Gs1Parse;
import io.foodflow.engine.epcis.gs1.Gs1Rule;
import io.foodflow.engine.epcis.model.Identifier;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rules for single values, and the findings so far of one event. Paths of findings are put together only when
 * something is found: {@link #enter} and {@link #leave} keep the place in two small arrays.
 */
final class Checks {

    /** GTIN, lot, serial, variant, GLN, extension, party, ITIP. */
    private static final java.util.Set<String> STRICT =
            java.util.Set.of("01", "10", "21", "22", "235", "254", "414", "417", "8006");

    private static final int MAX_FINDINGS = 100;
    private static final int MAX_DIGITS = 60;
    private static final int MAX_EXPONENT = 400;

    final boolean json;
    final List<Finding> errors = new ArrayList<>(0);
    final List<Finding> warnings = new ArrayList<>(0);
    private String[] names = new String[8];
    private int[] indexes = new int[8];
    private int depth;

    Checks(boolean json) {
        this.json = json;
    }

    /** Goes into the field, or into member {@code index} of a list; -1 for no list. */
    void enter(String name, int index) {
        if (depth == names.length) {
            names = java.util.Arrays.copyOf(names, depth * 2);
            indexes = java.util.Arrays.copyOf(indexes, depth * 2);
        }
        names[depth] = name;
        indexes[depth++] = index;
    }

    void leave() {
        depth--;
    }

    private String path(String field) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            if (i > 0) {
                path.append('.');
            }
            path.append(names[i]);
            if (indexes[i] >= 0) {
                path.append('[').append(indexes[i]).append(']');
            }
        }
        if (!field.isEmpty()) {
            if (depth > 0) {
                path.append('.');
            }
            path.append(field);
        }
        return path.toString();
    }

    void error(String field, Rule rule, String message) {
        add(errors, field, rule, message);
    }

    void warn(String field, Rule rule, String message) {
        add(warnings, field, rule, message);
    }

    /** The first findings are enough to mend an event; a list with a million faults shall not fill the memory. */
    private void add(List<Finding> findings, String field, Rule rule, String message) {
        if (findings.size() < MAX_FINDINGS) {
            findings.add(new Finding(path(field), rule, message));
        }
    }

    static String clip(String text) {
        return text.length() <= 80 ? text : text.substring(0, 77) + "...";
    }

    /** The text of a leaf; null, with an error, for any other value. */
    @Nullable
    String text(String field, Node value) {
        if (value.isText()) {
            return value.text.strip();
        }
        error(
                field,
                Rule.TYPE,
                "%s must be a string, was %s; put it in quotes".formatted(nameOf(field), value.kindWord()));
        return null;
    }

    private String nameOf(String field) {
        return field.isEmpty() && depth > 0 ? names[depth - 1] : field;
    }

    @Nullable
    Instant time(String field, Node value) {
        String text = text(field, value);
        if (text == null) {
            return null;
        }
        Instant time = Times.parse(text);
        if (time == null && text.length() > 16 && text.charAt(10) == 'T' && text.charAt(13) == ':') {
            time = Times.parse(text.substring(0, 16) + ":00" + text.substring(16));
            if (time != null) {
                warn(field, Rule.TIME, "%s '%s' has no seconds; write them".formatted(nameOf(field), clip(text)));
            }
        }
        if (time == null) {
            error(field, Rule.TIME, "%s '%s' is %s".formatted(nameOf(field), clip(text), Times.fault(text)));
        }
        return time;
    }

    /**
     * An identifier: everything must be a URI, and what names a product, a lot, a place or a party a sound GS1 key,
     * because a wrong digit there names another one. The numbers that a company counts up for its units, assets and
     * documents are often made without a check digit; those are kept with a warning.
     */
    @Nullable
    Identifier identifier(String field, Node value) {
        String text = text(field, value);
        if (text == null) {
            return null;
        }
        Identifier id = Identifier.of(text);
        if (!(id.parse() instanceof Gs1Parse.Invalid(Gs1Rule rule, String ai, String reason))) {
            return id;
        }
        String message = nameOf(field) + ": " + reason;
        if (rule == Gs1Rule.URI || ai.isEmpty() || STRICT.contains(ai)) {
            error(field, broken(rule), message);
            return null;
        }
        warn(field, broken(rule), message);
        return kept(text);
    }

    private static Rule broken(Gs1Rule rule) {
        return switch (rule) {
            case URI -> Rule.URI;
            case CHECK_DIGIT -> Rule.CHECK_DIGIT;
            default -> Rule.IDENTIFIER;
        };
    }

    /** The identifier as a key with an unsound check digit, or else as any URI. */
    private static Identifier kept(String text) {
        Gs1Parse unchecked = Gs1Parse.ofUnchecked(text);
        return new Identifier(text, unchecked instanceof Gs1Parse.Invalid ? new Gs1Parse.Other(text) : unchecked);
    }

    /** The id of a business transaction: a URI, of whatever scheme. */
    @Nullable
    Identifier transaction(String field, Node value) {
        String text = text(field, value);
        if (text == null) {
            return null;
        }
        Identifier id = Identifier.of(text);
        if (id.parse() instanceof Gs1Parse.Invalid(Gs1Rule rule, String ai, String reason)) {
            if (rule == Gs1Rule.URI) {
                error(field, Rule.URI, nameOf(field) + ": " + reason);
                return null;
            }
            warn(field, broken(rule), nameOf(field) + ": " + reason);
            return kept(text);
        }
        return id;
    }

    /** An identifier of which nothing depends on its form: what is no URI is kept, with a warning. */
    @Nullable
    Identifier looseIdentifier(String field, Node value) {
        String text = text(field, value);
        if (text == null || text.isEmpty()) {
            if (text != null) {
                warn(field, Rule.URI, nameOf(field) + " is empty and taken as absent; leave it out");
            }
            return null;
        }
        Identifier id = Identifier.of(text);
        if (id.parse() instanceof Gs1Parse.Invalid(Gs1Rule rule, String ai, String reason)) {
            warn(field, broken(rule), nameOf(field) + ": " + reason);
            return kept(text);
        }
        return id;
    }

    /** A plain URI, kept as text. */
    @Nullable
    String uri(String field, Node value) {
        String text = text(field, value);
        if (text != null
                && Identifier.of(text).parse() instanceof Gs1Parse.Invalid(Gs1Rule rule, String ai, String reason)
                && rule == Gs1Rule.URI) {
            if (json) {
                error(field, Rule.URI, nameOf(field) + ": " + reason);
                return null;
            }
            warn(field, Rule.URI, nameOf(field) + ": " + reason);
        }
        return text;
    }

    /**
     * A word of a vocabulary in any spelling, as its short name; or the URI of another vocabulary as it is. Compact
     * URIs of the GS1 web vocabulary that a JSON document does not declare stay as they are, as the reference
     * implementation of the event hash has it.
     */
    @Nullable
    String word(String field, Node value, Cbv vocabulary, boolean gs1Declared) {
        String text = text(field, value);
        if (text == null) {
            return null;
        }
        if (text.isEmpty()) {
            warn(field, Rule.VOCABULARY, nameOf(field) + " is empty and taken as absent; leave it out");
            return null;
        }
        if (text.indexOf(':') < 0) {
            return shortWord(field, text, vocabulary);
        }
        if (json && !gs1Declared && text.startsWith("gs1:")) {
            return text;
        }
        String word = vocabulary.shortName(text);
        if (word != null) {
            if (json) {
                warn(
                        field,
                        Rule.DEPRECATED,
                        "%s '%s' is understood, but JSON spells it '%s'".formatted(nameOf(field), clip(text), word));
            }
            return word;
        }
        boolean open = vocabulary == Cbv.MEASUREMENT_TYPE || vocabulary == Cbv.SENSOR_ALERT;
        if (!open && (vocabulary.owns(text) || Cbv.isReserved(text))) {
            error(field, Rule.VOCABULARY, unknownWord(field, text, vocabulary));
            return null;
        }
        if (text.startsWith("gs1:") && open) {
            return "https://gs1.org/voc/" + text.substring(4);
        }
        if (Identifier.of(text).parse() instanceof Gs1Parse.Invalid(Gs1Rule rule, String ai, String reason)
                && rule == Gs1Rule.URI) {
            error(field, Rule.VOCABULARY, nameOf(field) + ": " + reason);
            return null;
        }
        return text;
    }

    /** A word that must be there: without it what it stands with would say nothing, so that empty is as bad as missing. */
    @Nullable
    String requiredWord(String field, Node value, Cbv vocabulary) {
        if (value.isText() && value.text.isBlank()) {
            error(
                    field,
                    Rule.REQUIRED,
                    nameOf(field) + " is empty; give a word of the vocabulary or a URI of your own");
            return null;
        }
        return word(field, value, vocabulary, true);
    }

    private @Nullable String shortWord(String field, String text, Cbv vocabulary) {
        if (!vocabulary.contains(text)) {
            error(field, Rule.VOCABULARY, unknownWord(field, text, vocabulary));
            return null;
        }
        if (!json) {
            warn(
                    field,
                    Rule.DEPRECATED,
                    "%s '%s' is understood, but XML spells it %s".formatted(nameOf(field), text, vocabulary.uri(text)));
        }
        return text;
    }

    private String unknownWord(String field, String text, Cbv vocabulary) {
        String local = text.substring(Math.max(text.lastIndexOf(':'), text.lastIndexOf('-')) + 1);
        String near = nearest(local, vocabulary);
        return "%s '%s' is no word of the vocabulary; %suse a URI of your own for own words"
                .formatted(nameOf(field), clip(text), near == null ? "" : "did you mean '" + near + "'? Otherwise ");
    }

    private static @Nullable String nearest(String text, Cbv vocabulary) {
        String best = null;
        int bestShared = 3;
        for (String word : new TreeSet<>(vocabulary.words())) {
            int shared = 0;
            while (shared < Math.min(word.length(), text.length()) && word.charAt(shared) == text.charAt(shared)) {
                shared++;
            }
            if (shared > bestShared) {
                best = word;
                bestShared = shared;
            }
        }
        return best;
    }

    @Nullable
    BigDecimal number(String field, Node value) {
        boolean numeric = json ? value.kind == Node.Kind.NUMBER : value.isText();
        String text = value.text.strip();
        if (!numeric) {
            error(field, Rule.NUMBER, "%s must be a number, was %s".formatted(nameOf(field), value.kindWord()));
            return null;
        }
        BigDecimal number = text.length() > MAX_DIGITS ? null : decimal(text);
        if (number == null) {
            error(
                    field,
                    Rule.NUMBER,
                    "%s '%s' is no number of at most %d characters; write 12.5 or alike"
                            .formatted(nameOf(field), clip(text), MAX_DIGITS));
        }
        return number;
    }

    private static @Nullable BigDecimal decimal(String text) {
        try {
            BigDecimal number = new BigDecimal(text);
            long exponent = (long) number.precision() - number.scale();
            return exponent > MAX_EXPONENT || exponent < -MAX_EXPONENT || number.scale() < -MAX_EXPONENT
                    ? null
                    : number;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** A number of at least zero. */
    @Nullable
    BigDecimal amount(String field, Node value) {
        BigDecimal number = number(field, value);
        if (number != null && number.signum() < 0) {
            error(
                    field,
                    Rule.NUMBER,
                    "%s must not be negative, was %s; take amounts away with the action DELETE"
                            .formatted(nameOf(field), number.toPlainString()));
            return null;
        }
        return number;
    }

    @Nullable
    String unit(String field, Node value) {
        String code = text(field, value);
        if (code == null) {
            return null;
        }
        if (code.isEmpty()) {
            warn(field, Rule.UNIT, nameOf(field) + " is empty and taken as absent; give a unit or leave it out");
            return null;
        }
        if (Units.isKnown(code)) {
            return code;
        }
        if (Units.isWithdrawn(code)) {
            warn(
                    field,
                    Rule.DEPRECATED,
                    "unit '%s' is withdrawn from UN/CEFACT Recommendation 20; use X%s of Recommendation 21"
                            .formatted(code, code));
            return code;
        }
        error(
                field,
                Rule.UNIT,
                "unit '%s' is no code of UN/CEFACT Recommendation 20; use KGM, GRM, LTR, EA or another of its codes"
                        .formatted(clip(code)));
        return null;
    }
}
