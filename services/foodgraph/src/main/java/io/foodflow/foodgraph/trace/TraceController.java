package io.foodflow.foodgraph.trace;

import io.foodflow.engine.traceability.Direction;
import io.foodflow.foodgraph.trace.TraceQuestion.Parameters;
import io.foodflow.platform.security.AtSites;
import io.foodflow.platform.security.RequiresPermission;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/graph/traceability")
@Tag(name = "Traceability", description = "Where a lot went and what is in it")
class TraceController {

    private final Traceability traceability;

    TraceController(Traceability traceability) {
        this.traceability = traceability;
    }

    @GetMapping("/forward")
    @RequiresPermission(value = "trace:read", atSites = AtSites.NARROWED)
    @Operation(
            summary = "Trace forward: what was made of it and where that went",
            description = "Begin at node_id, lot (a lot code) or epc (EPC URN, GS1 Digital Link or element string). By"
                    + " default a relationship counts only if it happened after the material arrived.")
    TraceAnswer forward(
            @RequestParam(name = "node_id", required = false) @Nullable UUID nodeId,
            @RequestParam(required = false) @Nullable String lot,
            @RequestParam(required = false) @Nullable String epc,
            @RequestParam(required = false) @Nullable Integer depth,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable List<String> kinds,
            @RequestParam(required = false) @Nullable String mode,
            @RequestParam(required = false) @Nullable Integer limit) {
        return traceability.trace(TraceQuestion.of(
                Direction.FORWARD, new Parameters(nodeId, lot, epc, depth, from, to, kinds, mode, limit)));
    }

    @GetMapping("/backward")
    @RequiresPermission(value = "trace:read", atSites = AtSites.NARROWED)
    @Operation(
            summary = "Trace backward: what is in it and where that came from",
            description = "Parameters as for the forward trace; relationships still lead along the flow of material.")
    TraceAnswer backward(
            @RequestParam(name = "node_id", required = false) @Nullable UUID nodeId,
            @RequestParam(required = false) @Nullable String lot,
            @RequestParam(required = false) @Nullable String epc,
            @RequestParam(required = false) @Nullable Integer depth,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable List<String> kinds,
            @RequestParam(required = false) @Nullable String mode,
            @RequestParam(required = false) @Nullable Integer limit) {
        return traceability.trace(TraceQuestion.of(
                Direction.BACKWARD, new Parameters(nodeId, lot, epc, depth, from, to, kinds, mode, limit)));
    }
}
