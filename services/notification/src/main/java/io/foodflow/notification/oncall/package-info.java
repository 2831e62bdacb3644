/** Who is on call, and when. */
@NullMarked
package io.foodflow.notification.oncall;

import org.jspecify.annotations.NullMarked;
