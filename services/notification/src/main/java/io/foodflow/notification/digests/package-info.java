/** What people hear of together, at a time of their own, rather than one by one. */
@NullMarked
package io.foodflow.notification.digests;

import org.jspecify.annotations.NullMarked;
