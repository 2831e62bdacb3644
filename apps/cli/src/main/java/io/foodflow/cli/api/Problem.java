package io.foodflow.cli.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem document (RFC 9457) as the server sends it.
 *
 * @param candidates the lots that an ambiguous lot code may mean; empty for every other problem
 */
public record Problem(
        @Nullable String type,
        @Nullable String title,
        @Nullable Integer status,
        @Nullable String detail,
        @Nullable String traceId,
        List<FieldError> errors,
        List<Candidate> candidates) {

    @SuppressWarnings("NullAway") // a document that leaves the lists out arrives here with null
    public Problem {
        errors = errors == null ? List.of() : List.copyOf(errors);
        candidates = candidates == null ? List.of() : List.copyOf(candidates);
    }

    /** A problem of which only a sentence is known. */
    static Problem of(int status, String title) {
        return new Problem(null, title, status, null, null, List.of(), List.of());
    }

    /** The detail where there is one, else the title, with the first field errors behind it. */
    public String sentence() {
        var text = new StringBuilder(detail != null ? detail : title != null ? title : "no reason given");
        errors.stream()
                .filter(error -> error.message() == null || text.indexOf(error.message()) < 0)
                .limit(3)
                .forEach(error -> text.append("; ").append(error.sentence()));
        return text.toString();
    }

    /** One fault of the request: where it is, which rule it breaks, and the rule in words. */
    public record FieldError(
            @Nullable String field,
            @Nullable String rule,
            @Nullable String message) {
        /** {@code field: message}. */
        public String sentence() {
            String reason = message != null ? message : rule != null ? rule : "not valid";
            return field == null || field.isBlank() ? reason : field + ": " + reason;
        }
    }

    /** One of several nodes that carry the same lot code. */
    public record Candidate(
            String id, @Nullable String key, @Nullable String name) {}
}
