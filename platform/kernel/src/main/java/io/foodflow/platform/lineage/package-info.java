/** What jobs say of the data that they read and write, and the marks that their runs leave for lineage. */
@NullMarked
package io.foodflow.platform.lineage;

import org.jspecify.annotations.NullMarked;
