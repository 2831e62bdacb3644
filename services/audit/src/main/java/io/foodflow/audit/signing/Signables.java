package io.foodflow.audit.signing;

import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.signing.SignableRecords;
import io.foodflow.platform.web.Fields;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** The records that can be signed, of all services. Thread-safe. */
final class Signables {

    private final Map<String, SignableRecords> byType;
    private final JsonMapper json;

    Signables(List<SignableRecords> records, JsonMapper json) {
        var all = new TreeMap<String, SignableRecords>();
        records.forEach(one -> all.put(one.type(), one));
        this.byType = Collections.unmodifiableMap(all);
        this.json = json;
    }

    /** The types there are. */
    Set<String> types() {
        return byType.keySet();
    }

    /** The record as it is now, as far as the caller may read it; else the problem that says why not. */
    ExactRecord current(String type, String id) {
        return ExactRecord.of(of(type).record(id), json);
    }

    private boolean mayRead(String type) {
        var records = byType.get(type);
        return records != null && CallContext.current().actor().may(records.permission());
    }

    /** Refuses a caller who may not read records of that type whole. */
    void requireReadable(String type) {
        SignableRecords.requireEverywhere(of(type).permission());
    }

    /** How a record that was signed stands now. Reads it once. */
    Standing standing(String type, String id) {
        if (!mayRead(type)) {
            return new Standing(null, RecordState.HIDDEN);
        }
        try {
            return new Standing(current(type, id).sha256(), RecordState.CHANGED);
        } catch (ProblemException e) {
            return switch (e.problem().status()) {
                case 404 -> new Standing(null, RecordState.GONE);
                case 409 -> new Standing(null, RecordState.CHANGED); // as it is now it could not be signed
                default -> throw e;
            };
        }
    }

    private SignableRecords of(String type) {
        var records = byType.get(type);
        if (records == null) {
            throw new ProblemException(Problems.invalid(
                    "resource_type",
                    "vocabulary",
                    "resource_type must be one of %s, was '%s'".formatted(byType.keySet(), Fields.quoted(type))));
        }
        return records;
    }
}
