package io.foodflow.foodgraph.trace;

import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.signing.SignableRecord;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Records to sign")
class TraceReportController {

    private final TraceReports reports;

    TraceReportController(TraceReports reports) {
        this.reports = reports;
    }

    @GetMapping("/graph/records/trace")
    @RequiresPermission("trace:read")
    @Operation(
            summary = "Get a trace as a record that can be signed",
            description =
                    "id is both, backward or forward, a colon and the node's id; then as far as wanted ;depth=3, ;mode=all"
                            + " and ;kinds=USED_IN,SUPPLIES (sorted). 409 where the report is not whole. For those who see the whole"
                            + " graph.")
    SignableRecord record(@RequestParam String id) {
        return reports.record(id);
    }
}
