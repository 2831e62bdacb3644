@NullMarked
package io.foodflow.platform;

import org.jspecify.annotations.NullMarked;
