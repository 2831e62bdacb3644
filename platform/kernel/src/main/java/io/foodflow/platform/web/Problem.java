package io.foodflow.platform.web;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A problem document (RFC 9457).
 *
 * @param type a stable URI that names the kind of problem
 * @param title the kind in words, the same for every occurrence
 * @param status the HTTP status
 * @param detail what happened here: the name, the value, the rule, and what to do
 * @param instance the path that was asked
 * @param traceId under which the logs tell more
 * @param errors one entry for each field at fault
 * @param more members of this kind of problem
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        URI type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable String instance,
        @Nullable String traceId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors,

        @JsonAnyGetter @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<String, Object> more) {

    private static final String TYPES = "https://foodflow.io/problems/";

    public Problem {
        errors = List.copyOf(errors);
        more = Map.copyOf(more);
    }

    /** A problem of the kind {@code slug}. */
    public static Problem of(int status, String slug, String title, @Nullable String detail) {
        return new Problem(URI.create(TYPES + slug), title, status, detail, null, null, List.of(), Map.of());
    }

    /** The last part of the type. */
    public String slug() {
        return type.toString().substring(type.toString().lastIndexOf('/') + 1);
    }

    /** The same problem with these fields at fault. */
    public Problem withErrors(List<FieldError> fieldErrors) {
        return new Problem(type, title, status, detail, instance, traceId, fieldErrors, more);
    }

    /** The same problem with one more member. */
    public Problem with(String member, Object value) {
        var members = new java.util.HashMap<>(more);
        members.put(member, value);
        return new Problem(type, title, status, detail, instance, traceId, errors, members);
    }

    /** The same problem as it is answered to one request. */
    Problem at(@Nullable String path, @Nullable String trace) {
        return new Problem(type, title, status, detail, path, trace, errors, more);
    }

    /**
     * A field that breaks a rule.
     *
     * @param field path in the request, as {@code items[2].quantity}; a query parameter's or header's name
     * @param rule short name of the rule, stable
     * @param message the name, the value, the rule, then what to do
     */
    public record FieldError(String field, String rule, String message) {}
}
