/** The audit ledger as a file that proves itself, made as a job and kept for a while. */
@NullMarked
package io.foodflow.audit.exports;

import org.jspecify.annotations.NullMarked;
