package io.foodflow.foodgraph.graph;

import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.signing.SignableRecord;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Records to sign")
class NodeRecordController {

    private final NodeRecords records;

    NodeRecordController(NodeRecords records) {
        this.records = records;
    }

    @GetMapping("/graph/records/node")
    @RequiresPermission("node:read")
    @Operation(
            summary = "Get a node as a record that can be signed",
            description = "What GET /graph/nodes/{id} tells, as content. For those who see the whole graph.")
    SignableRecord record(@RequestParam String id) {
        return records.record(id);
    }
}
