/** Sends files of traceability data to the server, each in the way its content asks for. */
@NullMarked
package io.foodflow.cli.importing;

import org.jspecify.annotations.NullMarked;
