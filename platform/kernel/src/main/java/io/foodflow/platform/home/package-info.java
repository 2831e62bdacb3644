/** The folder in which this installation keeps everything it owns. */
@NullMarked
package io.foodflow.platform.home;

import org.jspecify.annotations.NullMarked;
