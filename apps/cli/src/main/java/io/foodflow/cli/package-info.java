@NullMarked
package io.foodflow.cli;

import org.jspecify.annotations.NullMarked;
