package io.foodflow.audit.holds;

import io.foodflow.audit.holds.HoldController.ScopeDraft;
import io.foodflow.platform.web.Fields;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a request about a hold and remembers every one that breaks a rule. Used once, by one thread. */
final class HoldFields {

    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_TYPE = 60;
    private static final int LONGEST_ID = 500;

    private final Fields fields = new Fields();

    String name(@Nullable String value) {
        return fields.line("name", value, LONGEST_NAME);
    }

    String reason(@Nullable String value) {
        return fields.line("reason", value, LONGEST_REASON);
    }

    HoldScope scope(@Nullable ScopeDraft draft) {
        if (draft == null) {
            fields.required("scope");
            return new HoldScope(true, null, null, null, null, null, null);
        }
        boolean everything = Boolean.TRUE.equals(draft.everything());
        var type = given("scope.resource_type", draft.resourceType(), LONGEST_TYPE);
        var id = given("scope.resource_id", draft.resourceId(), LONGEST_ID);
        var site = given("scope.site", draft.site(), LONGEST_ID);
        boolean narrowed = Stream.of(type, id, site, draft.person(), draft.from(), draft.to())
                .anyMatch(Objects::nonNull);
        if (everything == narrowed) {
            fields.add(
                    "scope",
                    "choice",
                    "scope must have either everything: true or at least one of resource_type, site, person, from and to");
        }
        if (id != null && type == null) {
            fields.add(
                    "scope.resource_id",
                    "together",
                    "scope.resource_id must stand with scope.resource_type, which says what kind of thing it is");
        }
        if (draft.from() != null && draft.to() != null && !draft.from().isBefore(draft.to())) {
            fields.add(
                    "scope.to",
                    "range",
                    "scope.to must be after scope.from, which is %s, was %s".formatted(draft.from(), draft.to()));
        }
        return new HoldScope(everything, type, id, site, draft.person(), draft.from(), draft.to());
    }

    private @Nullable String given(String field, @Nullable String value, int longest) {
        var text = fields.lineIfGiven(field, value, longest);
        if (text != null && text.isEmpty()) {
            fields.add(field, "length", "%s must have 1..%d characters or be left out".formatted(field, longest));
        }
        return text;
    }

    Hold.@Nullable State state(@Nullable String value) {
        if (value == null) {
            return null;
        }
        var state = Hold.State.of(value);
        if (state.isEmpty()) {
            fields.add(
                    "state",
                    "vocabulary",
                    "state must be active or released, was '%s'".formatted(Fields.quoted(value)));
        }
        return state.orElse(null);
    }

    /** Ends the request if any field broke a rule. */
    void check() {
        fields.check();
    }
}
