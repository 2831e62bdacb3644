/** Lineage: which jobs read and wrote which data, from OpenLineage events of the platform's own jobs and of others. */
@NullMarked
package io.foodflow.audit.lineage;

import org.jspecify.annotations.NullMarked;
