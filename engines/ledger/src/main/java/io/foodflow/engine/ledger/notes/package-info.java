/** Signed notes, checkpoints, cosignatures and proofs as text (C2SP). */
@NullMarked
package io.foodflow.engine.ledger.notes;

import org.jspecify.annotations.NullMarked;
