package io.foodflow.platform.lineage;

import io.foodflow.platform.tenancy.Tenant;

/** Is told that runs of a company left marks. A hint that dies with the process. */
public interface RunMarkListener {

    /** Marks were committed. Called on the thread that did so: return at once. */
    void marked(Tenant tenant);
}
