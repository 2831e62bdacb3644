/** Access reviews: somebody looks at who holds which role, keeps it or takes it away, and it is written down. */
@NullMarked
package io.foodflow.identity.reviews;

import org.jspecify.annotations.NullMarked;
