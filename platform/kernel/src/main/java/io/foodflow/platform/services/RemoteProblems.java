package io.foodflow.platform.services;

import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.Problem.FieldError;
import io.foodflow.platform.web.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpRequest;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.RestClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Turns the problem document that a service answered with back into the exception it was there. */
final class RemoteProblems implements RestClient.ResponseSpec.ErrorHandler {

    private static final Set<String> MEMBERS =
            Set.of("type", "title", "status", "detail", "instance", "trace_id", "errors");

    private final String service;
    private final JsonMapper json;

    RemoteProblems(String service, JsonMapper json) {
        this.service = service;
        this.json = json;
    }

    @Override
    public void handle(HttpRequest request, ClientHttpResponse response) throws IOException {
        int status = response.getStatusCode().value();
        var type = response.getHeaders().getContentType();
        if (type != null && type.isCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)) {
            try {
                throw new ProblemException(problem(status, json.readTree(response.getBody())));
            } catch (JacksonException | IllegalArgumentException e) {
                throw unexpected(status);
            }
        }
        throw unexpected(status);
    }

    private ProblemException unexpected(int status) {
        return new ProblemException(Problem.of(
                502,
                "service-unintelligible",
                "Service unintelligible",
                "the service '%s' answered with status %d and no problem document".formatted(service, status)));
    }

    private Problem problem(int status, JsonNode document) {
        var more = new HashMap<String, Object>();
        document.properties().stream()
                .filter(member -> !MEMBERS.contains(member.getKey()))
                .forEach(member -> more.put(member.getKey(), json.treeToValue(member.getValue(), Object.class)));
        List<FieldError> errors = document.path("errors")
                .valueStream()
                .map(error -> new FieldError(
                        error.path("field").asString(),
                        error.path("rule").asString(),
                        error.path("message").asString()))
                .toList();
        return new Problem(
                URI.create(document.path("type").asString()),
                document.path("title").asString(),
                status,
                text(document, "detail"),
                null,
                null,
                errors,
                more);
    }

    private static @Nullable String text(JsonNode document, String member) {
        var value = document.path(member);
        return value.isString() ? value.asString() : null;
    }
}
