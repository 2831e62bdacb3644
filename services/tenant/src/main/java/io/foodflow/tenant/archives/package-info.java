/** Large files that are written entry by entry, hashed on the way. */
@NullMarked
package io.foodflow.tenant.archives;

import org.jspecify.annotations.NullMarked;
