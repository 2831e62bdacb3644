/** The first tenant and its first administrator, from the settings. */
@NullMarked
package io.foodflow.identity.bootstrap;

import org.jspecify.annotations.NullMarked;
