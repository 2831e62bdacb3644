package io.foodflow.audit.retention;

import io.foodflow.audit.retention.Retention.Preview;
import io.foodflow.platform.retention.Retained;
import io.foodflow.platform.retention.RetentionPolicies.Policy;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.Versions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/audit/retention")
@Tag(name = "Retention", description = "How long the company keeps what it may drop")
final class RetentionController {

    private static final String READ = "retention:read";

    private final Retention retention;

    RetentionController(Retention retention) {
        this.retention = retention;
    }

    @GetMapping
    @RequiresPermission(READ)
    @Operation(
            summary = "Get how long what is kept",
            description = "days is null where the company says nothing: it is kept as the platform does.")
    ResponseEntity<Kept> get() {
        return tagged(retention.policy());
    }

    @PutMapping
    @RequiresPermission("retention:write")
    @Operation(
            summary = "Replace how long what is kept",
            description =
                    "Acts within the hour. What is not named is kept as the platform does. Of audit entries the content goes, by"
                            + " whole months: leaves, hashes and proofs stay for good, and show it as erased. What is under a"
                            + " legal hold stays.")
    ResponseEntity<Kept> replace(
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody Replacement request) {
        var fields = new RetentionFields(retention.groups());
        var days = fields.groups(request.groups());
        fields.check();
        return tagged(retention.replace(ifMatch, days));
    }

    @GetMapping("/preview")
    @RequiresPermission(READ)
    @Operation(
            summary = "Say what would go now, and what a legal hold keeps",
            description =
                    "By the policy in force; with group and days, by these. due counts what would go, held what is as old and stays."
                            + " A hold on an entry keeps what else the same persons did in that month, too.")
    Previewed preview(
            @RequestParam(required = false) @Nullable String group,
            @RequestParam(required = false) @Nullable Integer days) {
        if (group == null && days == null) {
            return new Previewed(retention.preview());
        }
        var fields = new RetentionFields(retention.groups());
        var name = fields.name("group", group);
        int wanted = fields.days("days", name, days);
        fields.check();
        return new Previewed(retention.preview(name, wanted));
    }

    private ResponseEntity<Kept> tagged(Policy policy) {
        var groups = retention.groups().stream()
                .map(group -> new Group(
                        group.group(),
                        policy.days().get(group.group()),
                        group.leastDays(),
                        Retained.MOST_DAYS,
                        group.basis()))
                .toList();
        return ResponseEntity.ok()
                .eTag(Versions.tag(policy.version()))
                .body(new Kept(groups, policy.version(), policy.updatedAt()));
    }

    /** What is kept for how long. */
    record Kept(List<Group> groups, long version, Instant updatedAt) {}

    /**
     * What can be dropped after a time.
     *
     * @param days how long it is kept
     * @param leastDays the shortest time that can be chosen
     * @param basis where the shortest time comes from
     */
    record Group(String name, @Nullable Integer days, int leastDays, int mostDays, String basis) {}

    /** What is to be kept for how long. */
    record Replacement(@Nullable List<@Nullable GroupDraft> groups) {}

    /** One group, and its time; without one it is kept. */
    record GroupDraft(@Nullable String name, @Nullable Integer days) {}

    /** What would go, by group. */
    record Previewed(List<Preview> groups) {}
}
