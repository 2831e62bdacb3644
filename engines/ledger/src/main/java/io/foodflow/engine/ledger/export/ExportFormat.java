package io.foodflow.engine.ledger.export;

import java.nio.charset.StandardCharsets;

/** The names in an export, which docs/audit-export.md explains. */
final class ExportFormat {

    static final String NAME = "foodflow-audit-export/1";

    static final String FORMAT = "format";
    static final String CHECKPOINT = "checkpoint";
    static final String LOG_KEYS = "log_keys";
    static final String WITNESS_KEYS = "witness_keys";
    static final String FIRST = "first";
    static final String COUNT = "count";
    static final String TILE = "tile";
    static final String HASHES = "hashes";
    static final String CONSISTENCY = "consistency";
    static final String INDEX = "index";
    static final String ENTRY = "entry";
    static final String PROOF = "proof";
    static final String DISCLOSED = "disclosed";
    static final String SALT = "salt";
    static final String VALUE = "value";

    /** What a line with an entry begins with, unless something is disclosed. */
    static final byte[] ENTRY_OPENING = ("{\"" + ENTRY + "\":").getBytes(StandardCharsets.UTF_8);

    /** What stands behind the entry. */
    static final byte[] INDEX_NAME = (",\"" + INDEX + "\":").getBytes(StandardCharsets.UTF_8);

    private ExportFormat() {}
}
