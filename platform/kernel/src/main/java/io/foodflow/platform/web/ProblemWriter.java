package io.foodflow.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes problem documents as answers, from wherever a request ends. Thread-safe. */
public final class ProblemWriter {

    /** The media type of RFC 9457. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** Request attribute with the problem that was answered. */
    static final String ANSWERED = ProblemWriter.class.getName() + ".answered";

    private final JsonMapper json;
    private final Supplier<@Nullable String> traceId;

    ProblemWriter(JsonMapper json, Supplier<@Nullable String> traceId) {
        this.json = json;
        this.traceId = traceId;
    }

    /** The document as it is answered to this request. */
    public Problem complete(HttpServletRequest request, Problem problem) {
        request.setAttribute(ANSWERED, problem);
        return problem.at(request.getRequestURI(), traceId.get());
    }

    /** Answers with this problem, if the answer has not begun. */
    public void write(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(problem.status());
        response.setContentType(MEDIA_TYPE);
        response.setHeader("Cache-Control", "no-store");
        headers(problem, response);
        response.getOutputStream().write(json.writeValueAsBytes(complete(request, problem)));
        response.flushBuffer();
    }

    static void headers(Problem problem, HttpServletResponse response) {
        if (problem.status() == 401) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        if (problem.more().get("retry_after_seconds") instanceof Number seconds) {
            response.setHeader("Retry-After", seconds.toString());
        }
    }
}
