package io.foodflow.platform.web;

import io.foodflow.platform.web.Problem.FieldError;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The kinds of problem that every service shares. */
public final class Problems {

    private static final Pattern ABSENT_SAID = Pattern.compile("there is no (.+?) '(.*)' here", Pattern.DOTALL);

    private Problems() {}

    /** 404: no such thing, or none that this caller may know of. The answer is the same. */
    public static Problem notFound(String kind, Object id) {
        return Problem.of(404, "not-found", "Not found", "there is no %s '%s' here".formatted(kind, id));
    }

    /** What was not found, where the problem is one of {@link #notFound}. */
    static Optional<Absent> absent(Problem problem) {
        var said = ABSENT_SAID.matcher(String.valueOf(problem.detail()));
        return problem.status() == 404 && said.matches()
                ? Optional.of(new Absent(said.group(1), said.group(2)))
                : Optional.empty();
    }

    /** The kind of thing that is not there, and which one. */
    record Absent(String kind, String id) {}

    /** 400: the request breaks rules, each named. */
    public static Problem invalid(List<FieldError> errors) {
        var detail = errors.size() == 1
                ? errors.getFirst().message()
                : "%d fields break a rule, see errors".formatted(errors.size());
        return Problem.of(400, "invalid-request", "The request breaks a rule", detail)
                .withErrors(errors);
    }

    /** 400: one field breaks a rule. */
    public static Problem invalid(String field, String rule, String message) {
        return invalid(List.of(new FieldError(field, rule, message)));
    }

    /** 401: no token, or one that is not accepted. */
    public static Problem unauthenticated(String detail) {
        return Problem.of(401, "unauthenticated", "Sign in first", detail);
    }

    /** 401: what the caller may do was changed after the token was issued. */
    public static Problem permissionsChanged() {
        return Problem.of(
                401,
                "permissions-changed",
                "Permissions changed",
                "your permissions changed after this token was issued; refresh it with POST /auth/refresh and repeat");
    }

    /** 403: the caller lacks a permission, named. */
    public static Problem forbidden(String permission) {
        return Problem.of(
                        403,
                        "forbidden",
                        "Permission missing",
                        "this needs the permission '%s'; ask your administrator for a role that has it"
                                .formatted(permission))
                .with("permission", permission);
    }

    /** 403: the caller is an auditor from outside, and this is none of what such a one may do. */
    public static Problem closedToAuditors() {
        return Problem.of(
                403,
                "closed-to-auditors",
                "Closed to auditors from outside",
                "the link you came by opens the audit trail for reading, and nothing else; ask whoever gave it to you");
    }

    /** 403: the caller holds the permission at some sites only, and the operation is not one of a site. */
    public static Problem everywhereOnly(String permission, Set<String> sites) {
        return outsideYourSites(
                "you hold the permission '%s' at %s only, and this is an operation of the whole company; ask your administrator for a role that holds everywhere"
                        .formatted(permission, named(sites)),
                sites);
    }

    /** 403: what the caller sent is of a place where the caller may not do that. */
    public static Problem outsideYourSites(String detail, Set<String> sites) {
        return Problem.of(403, "outside-your-sites", "Outside your sites", detail)
                .with("sites", sites.stream().sorted().toList());
    }

    private static String named(Set<String> sites) {
        return sites.size() == 1 ? "one site" : "%d sites".formatted(sites.size());
    }

    /** 403: the tenant is suspended, or about to be deleted: nobody of it may work. */
    public static Problem tenantSuspended(boolean deleting) {
        return Problem.of(
                403,
                "tenant-suspended",
                "Tenant suspended",
                deleting
                        ? "this tenant is being deleted; the administrators of the platform can stop that for a while"
                        : "this tenant is suspended, its data is kept; its administrator, or those of the platform,"
                                + " know why and can resume it");
    }

    /** 409: the state of things does not allow it. */
    public static Problem conflict(String slug, String title, String detail) {
        return Problem.of(409, slug, title, detail);
    }

    /** 412: somebody else changed it meanwhile. */
    public static Problem changedMeanwhile(String sent, String current) {
        return Problem.of(
                412,
                "changed-meanwhile",
                "Changed meanwhile",
                "If-Match was %s but the resource is at %s; read it again and repeat your change on it"
                        .formatted(sent, current));
    }

    /** 428: an update must say which version it changes. */
    public static Problem versionRequired() {
        return Problem.of(
                428,
                "version-required",
                "Version required",
                "send the header If-Match with the ETag you read, or '*' to overwrite whatever is there");
    }

    /** 409: the same idempotency key stands for a request that is under way or whose answer was not kept. */
    public static Problem idempotencyKeyInUse(String key) {
        return conflict(
                "idempotency-key-in-use",
                "Idempotency key in use",
                "the Idempotency-Key '%s' is being used by a request under way; repeat in a moment".formatted(key));
    }

    /** 413: too large. */
    public static Problem tooLarge(long limitBytes) {
        return Problem.of(
                413,
                "too-large",
                "Request too large",
                "the body may have %d bytes at most; send it in parts".formatted(limitBytes));
    }
}
