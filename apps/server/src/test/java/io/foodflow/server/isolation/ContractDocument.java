package io.foodflow.server.isolation;

import io.foodflow.testkit.Api.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The platform's OpenAPI document, read for its operations and for whether an answer is as it says. */
final class ContractDocument {

    private final JsonNode document;

    ContractDocument(JsonNode document) {
        this.document = document;
    }

    /**
     * An operation.
     *
     * @param permission empty where it needs none but a token
     * @param atSites what comes of a caller who holds the permission at some sites only; empty where it needs none
     * @param open whether it needs no token either
     * @param consumes the media type of its body, empty if it has none
     */
    record Operation(
            String method,
            String path,
            Optional<String> permission,
            String atSites,
            boolean open,
            List<Parameter> parameters,
            Optional<String> consumes,
            JsonNode responses) {

        String name() {
            return method + " " + path;
        }

        List<Parameter> in(String place) {
            return parameters.stream()
                    .filter(parameter -> parameter.in().equals(place))
                    .toList();
        }
    }

    /** A parameter and the form of its values: {@code uuid}, {@code string}, {@code int32}. */
    record Parameter(String in, String name, String form) {}

    List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        document.path("paths")
                .forEachEntry((path, methods) -> methods.forEachEntry((method, operation) ->
                        operations.add(operation(method.toUpperCase(java.util.Locale.ROOT), path, operation))));
        return operations;
    }

    private static Operation operation(String method, String path, JsonNode operation) {
        var parameters = new ArrayList<Parameter>();
        for (var parameter : operation.path("parameters")) {
            var schema = parameter.path("schema");
            var typed = schema.path("type").asString("").equals("array") ? schema.path("items") : schema;
            parameters.add(new Parameter(
                    parameter.path("in").asString(),
                    parameter.path("name").asString(),
                    typed.path("format").asString(typed.path("type").asString(""))));
        }
        return new Operation(
                method,
                path,
                Optional.ofNullable(operation.path("x-permission").asString(null)),
                operation.path("x-at-sites").asString(""),
                operation.path("security").isEmpty(),
                parameters,
                operation.path("requestBody").path("content").propertyNames().stream()
                        .findFirst(),
                operation.path("responses"));
    }

    /** What of an answer the document does not say: its status, or members of its body. */
    Set<String> unsaid(Operation operation, Answer answer) {
        var unsaid = new TreeSet<String>();
        var response = operation.responses().path(Integer.toString(answer.status()));
        if (response.isMissingNode()) {
            unsaid.add("%s answers %d".formatted(operation.name(), answer.status()));
            return unsaid;
        }
        var schema = response.path("content").path("application/json").path("schema");
        if (!schema.isMissingNode() && !answer.body().isEmpty()) {
            compare(operation.name(), schema, answer.json(), unsaid);
        }
        return unsaid;
    }

    private void compare(String at, JsonNode schema, JsonNode value, Set<String> unsaid) {
        var resolved = resolved(schema);
        if (value.isArray()) {
            value.forEach(item -> compare(at + "[]", resolved.path("items"), item, unsaid));
        } else if (value.isObject() && resolved.has("properties")) {
            value.forEachEntry((name, member) -> {
                var described = resolved.path("properties").path(name);
                if (described.isMissingNode()) {
                    unsaid.add("%s has %s".formatted(at, name));
                } else {
                    compare(at + "." + name, described, member, unsaid);
                }
            });
        }
    }

    private JsonNode resolved(JsonNode schema) {
        var reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? schema : document.at(reference.substring(1));
    }
}
