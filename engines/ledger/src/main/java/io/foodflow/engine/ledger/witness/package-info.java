/** The witness: signs only what continues what it signed before (C2SP tlog-witness). */
@NullMarked
package io.foodflow.engine.ledger.witness;

import org.jspecify.annotations.NullMarked;
