/** Units of work: a domain change, its audit entry and its event, in one transaction or not at all. */
@NullMarked
package io.foodflow.platform.changes;

import org.jspecify.annotations.NullMarked;
