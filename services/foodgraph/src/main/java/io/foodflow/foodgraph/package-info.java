@NullMarked
package io.foodflow.foodgraph;

import org.jspecify.annotations.NullMarked;
