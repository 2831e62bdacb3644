@NullMarked
package io.foodflow.demo;

import org.jspecify.annotations.NullMarked;
