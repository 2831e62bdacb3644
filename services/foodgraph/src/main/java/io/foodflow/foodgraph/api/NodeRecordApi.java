package io.foodflow.foodgraph.api;

import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.signing.SignableRecord;
import io.foodflow.platform.signing.SignableRecords;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/** Nodes of the graph, lots above all, as records that can be signed: what is known of one, with its state. */
@HttpExchange
public interface NodeRecordApi extends SignableRecords {

    @Override
    default String type() {
        return "node";
    }

    @Override
    default String permission() {
        return "node:read";
    }

    @Override
    @GetExchange("/graph/records/node")
    @RequiresPermission("node:read")
    SignableRecord record(@RequestParam String id);
}
