package io.foodflow.platform.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers with a problem document where the container refused a request before anything of ours saw it: a path it cannot
 * read, a header that is none. Says no more than the status, and nothing of the server.
 */
final class ContainerProblems extends ErrorReportValve {

    private final JsonMapper json;

    ContainerProblems(JsonMapper json) {
        this.json = json;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            response.setContentType(ProblemWriter.MEDIA_TYPE);
            response.getOutputStream().write(document(response.getStatus()).getBytes(StandardCharsets.UTF_8));
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            // The caller is gone or the answer has begun: there is nobody left to tell.
            container.getLogger().debug("no answer to a refused request", e);
        }
    }

    private String document(int status) {
        var known = HttpStatus.resolve(status);
        var title = known == null ? "Refused" : known.getReasonPhrase();
        var slug = title.toLowerCase(Locale.ROOT).replace(' ', '-');
        return json.writeValueAsString(Problem.of(
                status, slug, title, "the server refused this request before reading it: is its address well formed?"));
    }
}
