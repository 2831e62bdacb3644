package io.foodflow.foodgraph.capture;

import io.foodflow.platform.lineage.ColumnUse;
import io.foodflow.platform.lineage.DataSet;
import io.foodflow.platform.lineage.DataSet.Field;
import io.foodflow.platform.lineage.JobLineage;
import java.util.List;

/** What captures read and write, as lineage tells it. */
final class CaptureLineage {

    static final String DOCUMENTS = "epcis_documents";
    static final String EVENTS = "events";
    static final String REFUSALS = "capture_refusals";
    private static final String TEXT = "string";

    static final JobLineage OF_A_CAPTURE = new JobLineage(
            "Reads a captured EPCIS document, records its events and lets the lot graph follow",
            List.of(DataSet.documents(
                    DOCUMENTS,
                    "EPCIS documents as they were sent, each known by the SHA-256 of its bytes",
                    new Field("eventID", TEXT),
                    new Field("type", TEXT),
                    new Field("eventTime", "date-time"),
                    new Field("bizStep", TEXT),
                    new Field("disposition", TEXT),
                    new Field("readPoint", "object"),
                    new Field("bizLocation", "object"))),
            List.of(
                    DataSet.table(EVENTS, "EPCIS events that were accepted, each once"),
                    DataSet.table(REFUSALS, "Events of a document that were not taken: duplicates and refusals"),
                    DataSet.table("captures", "Documents that were captured, and what became of them"),
                    DataSet.table("nodes", "The lots, products, places and parties of the lot graph"),
                    DataSet.table(
                            "relationships", "What became of what, and where it went: the edges of the lot graph"),
                    DataSet.table("node_places", "At which places each node was seen")),
            List.of(
                    ColumnUse.same(EVENTS, "event_id", DOCUMENTS, "eventID"),
                    ColumnUse.same(EVENTS, "type", DOCUMENTS, "type"),
                    ColumnUse.same(EVENTS, "event_time", DOCUMENTS, "eventTime"),
                    ColumnUse.computed(EVENTS, "biz_step", DOCUMENTS, "bizStep", "the bare word of the vocabulary"),
                    ColumnUse.computed(
                            EVENTS, "disposition", DOCUMENTS, "disposition", "the bare word of the vocabulary"),
                    ColumnUse.computed(EVENTS, "read_point", DOCUMENTS, "readPoint", "the canonical form of its id"),
                    ColumnUse.computed(
                            EVENTS, "biz_location", DOCUMENTS, "bizLocation", "the canonical form of its id")));

    private CaptureLineage() {}
}
