/** What a user of the command line sees: results, progress, one-sentence failures and exit codes. */
@NullMarked
package io.foodflow.cli.terminal;

import org.jspecify.annotations.NullMarked;
