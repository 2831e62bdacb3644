/** What each person wants to hear outside the workspace, and when. */
@NullMarked
package io.foodflow.notification.preferences;

import org.jspecify.annotations.NullMarked;
