/** The tree and its entries as tiles (C2SP tlog-tiles), and where they are kept. */
@NullMarked
package io.foodflow.engine.ledger.tiles;

import org.jspecify.annotations.NullMarked;
