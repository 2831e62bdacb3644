@NullMarked
package io.foodflow.server;

import org.jspecify.annotations.NullMarked;
