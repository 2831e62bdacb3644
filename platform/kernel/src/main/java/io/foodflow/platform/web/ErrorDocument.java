package io.foodflow.platform.web;

import io.foodflow.platform.security.OpenToAll;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers with a problem document where the container itself, and no operation of ours, refused a request. */
@RestController
@Hidden
class ErrorDocument implements ErrorController {

    private final ProblemWriter writer;

    ErrorDocument(ProblemWriter writer) {
        this.writer = writer;
    }

    @OpenToAll
    @RequestMapping("/error")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status ? status : 404;
        var known = HttpStatus.resolve(code);
        var title = known == null ? "Refused" : known.getReasonPhrase();
        var detail = code >= 500
                ? "something went wrong here; tell support the trace_id"
                : "the server refused this request: " + title.toLowerCase(Locale.ROOT);
        writer.write(
                request,
                response,
                Problem.of(code, title.toLowerCase(Locale.ROOT).replace(' ', '-'), title, detail));
    }
}
