/** Starts the server as a child process, waits until it is ready and stops it again. */
@NullMarked
package io.foodflow.cli.launch;

import org.jspecify.annotations.NullMarked;
