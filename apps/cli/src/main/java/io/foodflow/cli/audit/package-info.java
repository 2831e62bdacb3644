/** Checks exports of the audit ledger. */
@NullMarked
package io.foodflow.cli.audit;

import org.jspecify.annotations.NullMarked;
