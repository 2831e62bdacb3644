/** To whom nothing is sent: addresses where nobody is, and people who do not want it. */
@NullMarked
package io.foodflow.notification.suppressions;

import org.jspecify.annotations.NullMarked;
