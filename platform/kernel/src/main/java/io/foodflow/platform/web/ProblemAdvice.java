package io.foodflow.platform.web;

import io.foodflow.platform.database.TenantMoving;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;

/** Turns whatever ends a request early into a problem document. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    private final ProblemWriter writer;

    ProblemAdvice(ProblemWriter writer) {
        this.writer = writer;
    }

    @ExceptionHandler
    ResponseEntity<Object> problem(ProblemException e, HttpServletRequest request, HttpServletResponse response) {
        ProblemWriter.headers(e.problem(), response);
        return answer(request, e.problem());
    }

    @ExceptionHandler
    ResponseEntity<Object> mistyped(MethodArgumentTypeMismatchException e, HttpServletRequest request) {
        var type = e.getRequiredType();
        return answer(
                request,
                Problems.invalid(
                        e.getName(),
                        "type",
                        "%s must be %s, was '%s'"
                                .formatted(
                                        e.getName(), type == null ? "of another type" : describe(type), e.getValue())));
    }

    @ExceptionHandler
    ResponseEntity<Object> moving(TenantMoving e, HttpServletRequest request, HttpServletResponse response) {
        log.info("{} {}: {}", request.getMethod(), request.getRequestURI(), e.getMessage());
        var problem = Problem.of(
                        503,
                        "tenant-moving",
                        "Moving to another database",
                        "this company's data is being moved to another database; nothing was changed, repeat in a few"
                                + " seconds")
                .with("retry_after_seconds", 2);
        ProblemWriter.headers(problem, response);
        return answer(request, problem);
    }

    @ExceptionHandler({CannotGetJdbcConnectionException.class, CannotCreateTransactionException.class})
    ResponseEntity<Object> databaseAway(Exception e, HttpServletRequest request, HttpServletResponse response) {
        log.warn("no database connection: {}", e.toString());
        var problem = Problem.of(
                        503,
                        "database-unavailable",
                        "Database unavailable",
                        "the database cannot be reached just now; nothing was changed, repeat in a few seconds")
                .with("retry_after_seconds", 2);
        ProblemWriter.headers(problem, response);
        return answer(request, problem);
    }

    /** The connection broke within a transaction; if that was at its commit, nobody knows what became of it. */
    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        RecoverableDataAccessException.class,
        TransactionSystemException.class
    })
    ResponseEntity<Object> databaseLost(Exception e, HttpServletRequest request, HttpServletResponse response) {
        log.warn("{} {}: the database went away: {}", request.getMethod(), request.getRequestURI(), e.toString());
        var detail = "GET".equals(request.getMethod())
                ? "the database went away during the request; repeat in a few seconds"
                : "the database went away during the request, and whether the change was made is not known; look, or"
                        + " repeat in a few seconds (with the same Idempotency-Key, if one was sent)";
        var problem = Problem.of(503, "database-unavailable", "Database unavailable", detail)
                .with("retry_after_seconds", 2);
        ProblemWriter.headers(problem, response);
        return answer(request, problem);
    }

    @ExceptionHandler
    ResponseEntity<Object> collided(
            TransientDataAccessException e, HttpServletRequest request, HttpServletResponse response) {
        log.info("a transaction gave way: {}", e.toString());
        var problem = Problem.of(
                        503,
                        "try-again",
                        "Try again",
                        "another change was in the way; nothing was changed, repeat the request")
                .with("retry_after_seconds", 1);
        ProblemWriter.headers(problem, response);
        return answer(request, problem);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> bug(Exception e, HttpServletRequest request) {
        if (DisconnectedClientHelper.isClientDisconnectedException(e)) {
            log.debug("{} {}: the caller went away", request.getMethod(), request.getRequestURI());
            return null;
        }
        log.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
        return answer(
                request,
                Problem.of(
                        500,
                        "internal-error",
                        "Internal error",
                        "something went wrong here; nothing was changed. Tell support the trace_id"));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(servlet(request), unreadable(e));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(
                servlet(request),
                Problems.invalid(
                        e.getParameterName(),
                        "required",
                        "%s is required in the query".formatted(e.getParameterName())));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var detail = e instanceof org.springframework.web.ErrorResponse known
                ? known.getBody().getDetail()
                : null;
        var title = status instanceof org.springframework.http.HttpStatus named ? named.getReasonPhrase() : "Refused";
        var slug = title.toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
        var answer = answer(servlet(request), Problem.of(status.value(), slug, title, detail));
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(answer.getBody());
    }

    private static Problem unreadable(HttpMessageNotReadableException e) {
        var cause = e.getMostSpecificCause();
        for (Throwable t = e; t != null; t = t.getCause()) {
            switch (t) {
                case ProblemException problem -> {
                    return problem.problem();
                }
                case UnrecognizedPropertyException unknown -> {
                    return Problems.invalid(
                            path(unknown),
                            "unknown-field",
                            "%s is not a field here; known are %s"
                                    .formatted(
                                            path(unknown),
                                            unknown.getKnownPropertyIds().stream()
                                                    .map(Object::toString)
                                                    .sorted()
                                                    .collect(Collectors.joining(", "))));
                }
                case ValueInstantiationException refused -> {
                    return Problems.invalid(path(refused), "value", String.valueOf(cause.getMessage()));
                }
                case StreamReadException broken -> {
                    var at = broken.getLocation();
                    return Problem.of(
                            400,
                            "malformed-json",
                            "Malformed JSON",
                            "the body is not JSON: %s at line %d, column %d"
                                    .formatted(broken.getOriginalMessage(), at.getLineNr(), at.getColumnNr()));
                }
                case InvalidFormatException misread -> {
                    return Problems.invalid(
                            path(misread),
                            "type",
                            "%s must be %s; was '%s'"
                                    .formatted(
                                            path(misread),
                                            describe(misread.getTargetType()),
                                            Fields.quoted(String.valueOf(misread.getValue()))));
                }
                case MismatchedInputException other
                when other.getTargetType() != null -> {
                    return Problems.invalid(
                            path(other),
                            "type",
                            "%s must be %s".formatted(path(other), describe(other.getTargetType())));
                }
                case JacksonException mapped -> {
                    return Problems.invalid(
                            path(mapped), "type", "%s: %s".formatted(path(mapped), mapped.getOriginalMessage()));
                }
                default -> {}
            }
        }
        return Problem.of(400, "unreadable", "Unreadable request", "the body is missing or cannot be read");
    }

    private static String path(JacksonException e) {
        var path = new StringBuilder();
        for (var step : e.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.isEmpty() ? "body" : path.toString();
    }

    private static String describe(Class<?> type) {
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> JsonMapper.shared().convertValue(constant, String.class))
                            .toList();
        }
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "a list";
        }
        if (Map.class.isAssignableFrom(type) || type.isRecord()) {
            return "an object";
        }
        return switch (type.getSimpleName()) {
            case "String" -> "text";
            case "UUID" -> "a UUID";
            case "LocalDate" -> "a date as 2026-01-31";
            case "Integer", "int", "Long", "long" -> "a whole number";
            case "Double", "double" -> "a number";
            case "Instant" -> "a time as 2026-01-31T12:00:00Z";
            case "Boolean", "boolean" -> "true or false";
            default -> "a " + type.getSimpleName();
        };
    }

    private ResponseEntity<Object> answer(HttpServletRequest request, Problem problem) {
        return ResponseEntity.status(problem.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(writer.complete(request, problem));
    }

    private static HttpServletRequest servlet(WebRequest request) {
        return ((ServletWebRequest) request).getRequest();
    }
}
