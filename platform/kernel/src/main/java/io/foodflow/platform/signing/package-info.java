/** What services offer to be signed. */
@NullMarked
package io.foodflow.platform.signing;

import org.jspecify.annotations.NullMarked;
