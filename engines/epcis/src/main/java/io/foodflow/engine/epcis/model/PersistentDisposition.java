package io.foodflow.engine.epcis.model;

import java.util.List;

/**
 * Dispositions that stay until they are taken back (EPCIS 2.0 section 7.3.5.5).
 *
 * @param set dispositions that hold from now on, CBV short names or full URIs
 * @param unset dispositions that hold no longer
 */
public record PersistentDisposition(List<String> set, List<String> unset) {

    public PersistentDisposition {
        set = List.copyOf(set);
        unset = List.copyOf(unset);
    }
}
