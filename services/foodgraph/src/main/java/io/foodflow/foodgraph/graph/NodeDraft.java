package io.foodflow.foodgraph.graph;

import io.foodflow.engine.epcis.Units;
import io.foodflow.engine.epcis.gs1.Gs1Parse;
import io.foodflow.platform.web.Problem.FieldError;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a caller says of a node, checked: the key is canonical, and lot code and GTIN follow from it where it has them. */
record NodeDraft(
        NodeKind kind,
        String key,
        @Nullable String name,
        @Nullable String lotCode,
        @Nullable String gtin,
        @Nullable String state,
        @Nullable Double quantity,
        @Nullable String unit,
        Map<String, Object> properties) {

    private static final int LONGEST = NodeMention.LONGEST_KEY;

    NodeDraft {
        properties = Collections.unmodifiableMap(new TreeMap<>(properties));
    }

    /** As the request had it. */
    record Input(
            @Nullable NodeKind kind,
            @Nullable String key,
            @Nullable String name,
            @Nullable String lotCode,
            @Nullable String state,
            @Nullable Double quantity,
            @Nullable String unit,
            @Nullable Map<String, Object> properties) {}

    /** Checks it; one problem names all that is wrong. {@code fallbackKey} is the key of a node that is given none. */
    static NodeDraft of(Input input, String fallbackKey) {
        var errors = new ArrayList<FieldError>();
        if (input.kind() == null) {
            errors.add(new FieldError("kind", "required", "kind is required"));
        }
        length(errors, "name", input.name());
        length(errors, "key", input.key());
        length(errors, "lot_code", input.lotCode());
        length(errors, "state", input.state());
        StorableText.check(errors, "properties", input.properties());
        amount(errors, input.quantity(), input.unit());
        var parse = Gs1Parse.of(
                input.key() == null || input.key().isBlank()
                        ? fallbackKey
                        : input.key().trim());
        if (parse instanceof Gs1Parse.Invalid(var rule, var ai, var reason)) {
            errors.add(new FieldError(
                    "key", rule.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'), reason));
        }
        if (!errors.isEmpty() || input.kind() == null) {
            throw new ProblemException(Problems.invalid(errors));
        }
        var key = parse instanceof Gs1Parse.Recognised(var recognised) ? recognised : null;
        return new NodeDraft(
                input.kind(),
                key != null ? key.canonical() : ((Gs1Parse.Other) parse).uri(),
                input.name(),
                key != null && key.lotCode() != null ? key.lotCode() : input.lotCode(),
                key == null ? null : key.gtin(),
                input.state(),
                input.quantity(),
                input.unit(),
                input.properties() == null ? Map.of() : input.properties());
    }

    /** Checks a quantity and its unit together. */
    static void amount(List<FieldError> errors, @Nullable Double quantity, @Nullable String unit) {
        if (quantity != null && (!Double.isFinite(quantity) || quantity < 0)) {
            errors.add(new FieldError("quantity", "range", "quantity must be 0 or more, was %s".formatted(quantity)));
        }
        if (quantity != null && unit == null) {
            errors.add(new FieldError("unit", "required", "unit is required beside quantity, as KGM"));
        }
        if (unit != null && !Units.isKnown(unit)) {
            errors.add(new FieldError(
                    "unit",
                    "unit",
                    "unit must be a UN/CEFACT Recommendation 20 code such as KGM, LTR or EA, was '%s'"
                            .formatted(unit)));
        }
    }

    private static void length(List<FieldError> errors, String field, @Nullable String value) {
        StorableText.check(errors, field, value);
        if (value != null && value.length() > LONGEST) {
            errors.add(new FieldError(
                    field,
                    "length",
                    "%s must have %d characters at most, had %d".formatted(field, LONGEST, value.length())));
        }
    }
}
