package io.foodflow.foodgraph.api;

import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.signing.SignableRecord;
import io.foodflow.platform.signing.SignableRecords;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/**
 * Traces as records that can be signed. The id says the question: {@code both}, {@code backward} or {@code forward}, a colon and
 * the id of the node where it begins; then, where they differ from what is usual, {@code ;depth=3}, {@code ;mode=all} and
 * {@code ;kinds=USED_IN,SUPPLIES}.
 */
@HttpExchange
public interface TraceReportApi extends SignableRecords {

    @Override
    default String type() {
        return "trace_report";
    }

    @Override
    default String permission() {
        return "trace:read";
    }

    @Override
    @GetExchange("/graph/records/trace")
    @RequiresPermission("trace:read")
    SignableRecord record(@RequestParam String id);
}
