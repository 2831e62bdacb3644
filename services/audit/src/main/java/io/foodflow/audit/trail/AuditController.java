package io.foodflow.audit.trail;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.foodflow.platform.audit.EntryProof;
import io.foodflow.platform.audit.EntryProof.Broken;
import io.foodflow.platform.audit.EntryProof.Pending;
import io.foodflow.platform.audit.EntryProof.Proven;
import io.foodflow.platform.audit.EntryProof.Unknown;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.security.OpenToAuditors;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.Cursor;
import io.foodflow.platform.web.Fields;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping("/audit")
@Tag(name = "Audit", description = "What happened, who did it, and what proves it")
final class AuditController {

    private static final String READ = "audit:read";

    private final AuditTrail trail;
    private final AuditorReadings readings;
    private final JsonMapper json;

    AuditController(AuditTrail trail, AuditorReadings readings, JsonMapper json) {
        this.trail = trail;
        this.readings = readings;
        this.json = json;
    }

    @PostMapping("/log")
    @RequiresPermission("audit:write")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Record an audit event",
            description =
                    "For services and integrations: action in small letters, as erp.order_released. The entry is proved like each"
                            + " other. Sent again with the same Idempotency-Key it is one entry.")
    Reported report(@RequestBody Report request) {
        var fields = new ReportFields();
        var event = fields.event(request);
        var reason = fields.reason(request.reason());
        fields.check();
        return new Reported(trail.report(event, reason), event.eventType(), event.resourceType(), event.resourceId());
    }

    @GetMapping("/entries")
    @RequiresPermission(READ)
    @OpenToAuditors
    @Operation(
            summary = "Search the audit trail, the newest first",
            description =
                    "from and to are times, to itself is not in it; user is the id of a user or service account; action, as"
                            + " UserCreated; text is looked for in who did it, the resource's id, the reason and the values.")
    Page<AuditEntry> search(
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable UUID user,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(name = "resource_type", required = false) @Nullable String resourceType,
            @RequestParam(name = "resource_id", required = false) @Nullable String resourceId,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        var fields = new ReportFields();
        var filter = fields.filter(from, to, user, action, resourceType, resourceId, text);
        fields.check();
        var reach = readings.begin("search", resourceType, resourceId, filter);
        return page(trail.search(filter.within(reach), page), page);
    }

    @GetMapping("/trail/{tenant_id}/{resource_type}/{resource_id}")
    @RequiresPermission(READ)
    @OpenToAuditors
    @Operation(
            summary = "Get the complete audit trail of a resource, from its beginning",
            description = "changes has what differs, by field. 404 for a resource of which nothing is known.")
    Page<AuditEntry> ofResource(
            @PathVariable("tenant_id") UUID tenant,
            @PathVariable("resource_type") String type,
            @PathVariable("resource_id") String id,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        requireOwn(tenant);
        var page = PageRequest.of(limit, cursor);
        var reach = readings.begin("trail", type, id, null);
        var rows = trail.ofResource(type, id, reach, page);
        if (rows.isEmpty() && page.cursor() == null) {
            throw new ProblemException(Problems.notFound("trail of the %s".formatted(Fields.quoted(type)), id));
        }
        return page(rows, page);
    }

    @GetMapping("/verify/{tenant_id}/{event_id}")
    @RequiresPermission(READ)
    @OpenToAuditors
    @Operation(
            summary = "Verify one event cryptographically",
            description =
                    "status is proven, with all that it takes to check it elsewhere; pending, with what it waits for, as a rule for"
                            + " less than two seconds; or broken: what is stored is not what was signed.")
    Verified verify(@PathVariable("tenant_id") UUID tenant, @PathVariable("event_id") UUID event) {
        requireOwn(tenant);
        var reach = readings.begin("verification", null, event);
        return switch (trail.proof(event, reach)) {
            case Unknown() -> throw new ProblemException(Problems.notFound("audit event", event));
            case Pending(var waitsFor) -> new Verified(event, "pending", waitsFor, null, null);
            case Broken(var reason) -> new Verified(event, "broken", null, reason, null);
            case Proven proven -> new Verified(event, "proven", null, null, view(proven));
        };
    }

    private static void requireOwn(UUID tenant) {
        if (!CallContext.currentTenant().id().value().equals(tenant)) {
            throw new ProblemException(Problems.notFound("tenant", tenant));
        }
    }

    private static Page<AuditEntry> page(List<AuditEntry> rows, PageRequest page) {
        return Page.of(rows, page, row -> Cursor.after(row.time(), row.id()));
    }

    private Proof view(Proven proven) {
        var shown = new TreeMap<String, Shown>();
        proven.disclosed()
                .forEach((field, value) -> shown.put(field, new Shown(json.readTree(value.value()), value.salt())));
        return new Proof(
                proven.position(),
                proven.origin(),
                proven.branches(),
                proven.size(),
                proven.root(),
                proven.path(),
                proven.checkpoint(),
                proven.proof(),
                proven.logKeys(),
                proven.witnesses(),
                proven.entry(),
                shown);
    }

    /**
     * What happened.
     *
     * @param old the resource before, any JSON
     * @param now the resource afterwards, any JSON
     */
    record Report(
            @Nullable String action,
            @Nullable String resourceType,
            @Nullable String resourceId,
            @Nullable JsonNode old,
            @JsonProperty("new") @Nullable JsonNode now,
            @Nullable String reason) {}

    record Reported(UUID id, String action, String resourceType, String resourceId) {}

    /**
     * What was found.
     *
     * @param status proven, pending or broken
     * @param waitsFor what has to happen before it can be proved
     * @param reason what does not fit
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Verified(
            UUID id,
            String status,
            @Nullable String waitsFor,
            @Nullable String reason,
            @Nullable Proof proof) {}

    /**
     * See {@link Proven}.
     *
     * @param entry canonical JSON, to the byte what was hashed
     */
    record Proof(
            long position,
            String origin,
            List<String> branches,
            long size,
            String root,
            List<String> path,
            String checkpoint,
            String tlogProof,
            List<String> logKeys,
            List<EntryProof.Cosigned> witnesses,
            String entry,
            Map<String, Shown> disclosed) {}

    /** A personal value, and the salt that proves it with the commitment in the entry. */
    record Shown(JsonNode value, String salt) {}
}
