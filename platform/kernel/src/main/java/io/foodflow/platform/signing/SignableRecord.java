package io.foodflow.platform.signing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record as it is now, whole, so that somebody can sign it.
 *
 * @param type as {@code node}: the same word as in the audit trail
 * @param id which one of that type
 * @param version as the service counts it; null where the content alone says which it is
 * @param title what people call it
 * @param facts what somebody who signs is shown of it, by name: texts, whole numbers and times in RFC 3339
 * @param content all that is signed, as JSON. The same record has the same content, whoever asks: nothing of the caller, of the
 *     time of asking or of an arbitrary order is in it
 */
public record SignableRecord(
        String type,
        String id,
        @Nullable String version,
        String title,
        Map<String, Object> facts,
        Map<String, Object> content) {

    public SignableRecord {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        content = Collections.unmodifiableMap(new LinkedHashMap<>(content));
    }
}
