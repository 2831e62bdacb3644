package io.foodflow.audit.exports;

import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.Cursor;
import io.foodflow.platform.web.Fields;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/audit/exports")
@Tag(name = "Audit exports", description = "The audit ledger as a file that anybody can check without this platform")
final class AuditExportController {

    private static final String READ = "audit:read";
    private static final String JSON_LINES = "application/jsonl";
    private static final int LONGEST_REASON = 2_000;

    private final AuditExports exports;

    AuditExportController(AuditExports exports) {
        this.exports = exports;
    }

    @PostMapping
    @RequiresPermission(READ)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Ask for the whole audit ledger as a file",
            description =
                    "A job makes it; it is kept for seven days. Asked for again while it is being made it is the same one. disclose_personal_data shows in it what is sealed otherwise. Check it"
                            + " with ./foodflow audit verify, or a program of your own.")
    ResponseEntity<AuditExport> request(@RequestBody Wish wish) {
        var fields = new Fields();
        var reason = fields.lineIfGiven("reason", wish.reason(), LONGEST_REASON);
        fields.check();
        var export = exports.request(Boolean.TRUE.equals(wish.disclosePersonalData()), reason);
        return ResponseEntity.accepted()
                .location(URI.create("/audit/exports/" + export.id()))
                .body(export);
    }

    @GetMapping
    @RequiresPermission(READ)
    @Operation(summary = "List exports of the audit ledger, the newest first")
    Page<AuditExport> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        return Page.of(exports.list(page), page, row -> Cursor.after(row.createdAt(), row.id()));
    }

    @GetMapping("/{id}")
    @RequiresPermission(READ)
    @Operation(summary = "Get an export's state")
    AuditExport get(@PathVariable UUID id) {
        return found(id);
    }

    @GetMapping(path = "/{id}/content", produces = JSON_LINES)
    @RequiresPermission(READ)
    @Operation(summary = "Fetch an export, which the audit trail notes")
    ResponseEntity<InputStreamResource> content(@PathVariable UUID id) {
        var export = found(id);
        var content = exports.fetch(export)
                .orElseThrow(() -> new ProblemException(Problems.conflict(
                        "export-not-ready",
                        "Export not ready",
                        "there is a file to fetch when ready is true; the job %s tells how far it is"
                                .formatted(export.jobId()))));
        var day = export.createdAt().atZone(ZoneOffset.UTC).toLocalDate();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(JSON_LINES))
                .contentLength(Objects.requireNonNull(export.sizeBytes()))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("audit-%s.jsonl".formatted(day))
                                .build()
                                .toString())
                .body(new InputStreamResource(content));
    }

    private AuditExport found(UUID id) {
        return exports.find(id).orElseThrow(() -> new ProblemException(Problems.notFound("audit export", id)));
    }

    /**
     * What is wanted.
     *
     * @param disclosePersonalData false unless it is said
     * @param reason for the audit trail
     */
    record Wish(
            @Nullable Boolean disclosePersonalData,
            @Nullable String reason) {}
}
