/** The Merkle tree of RFC 9162: hashes, compact ranges, proofs. */
@NullMarked
package io.foodflow.engine.ledger.merkle;

import org.jspecify.annotations.NullMarked;
