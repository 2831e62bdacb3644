package io.foodflow.audit.lineage;

import io.foodflow.audit.lineage.LineageEvent.Name;
import io.foodflow.platform.context.CallContext;

/** What the platform calls its own jobs and data sets. */
final class OwnNames {

    private final String prefix;

    OwnNames(LineageSettings settings) {
        this.prefix = settings.namespace();
    }

    /** The namespace of the jobs and data sets of the current call's company. */
    String namespace() {
        return "%s/%s".formatted(prefix, CallContext.currentTenant().slug());
    }

    /** Whether nobody but the platform may say what that is. */
    boolean areOf(Name name) {
        return name.namespace().equals(namespace());
    }
}
