/** The HTTP client of the command line: signs in, sends, waits when the server asks to, and reads problem documents. */
@NullMarked
package io.foodflow.cli.api;

import org.jspecify.annotations.NullMarked;
