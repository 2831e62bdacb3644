@NullMarked
package io.foodflow.identity;

import org.jspecify.annotations.NullMarked;
