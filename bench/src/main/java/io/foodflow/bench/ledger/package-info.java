/** The ledger under load. */
@NullMarked
package io.foodflow.bench.ledger;

import org.jspecify.annotations.NullMarked;
