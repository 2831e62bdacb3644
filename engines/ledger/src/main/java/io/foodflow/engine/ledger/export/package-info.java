/** The export of a ledger as one file, and its verifier, which needs nothing else. */
@NullMarked
package io.foodflow.engine.ledger.export;

import org.jspecify.annotations.NullMarked;
