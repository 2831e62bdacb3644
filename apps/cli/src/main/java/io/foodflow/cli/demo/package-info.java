/** Starts the platform with the demo company and loads its history through the public API. */
@NullMarked
package io.foodflow.cli.demo;

import org.jspecify.annotations.NullMarked;
