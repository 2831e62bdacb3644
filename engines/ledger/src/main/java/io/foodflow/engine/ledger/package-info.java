/** The ledger itself: entries are appended in batches, and proved. */
@NullMarked
package io.foodflow.engine.ledger;

import org.jspecify.annotations.NullMarked;
