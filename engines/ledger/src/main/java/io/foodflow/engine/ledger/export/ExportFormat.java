package io.foodflow.engine.ledger.export;

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

    private ExportFormat() {}
}
