/** Saves the data of an installation to one file, and puts such a file back. */
@NullMarked
package io.foodflow.cli.backup;

import org.jspecify.annotations.NullMarked;
