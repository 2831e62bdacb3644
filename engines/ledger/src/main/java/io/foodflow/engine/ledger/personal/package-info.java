/** Personal data in entries: sealed under a key of each person, unreadable once it is erased. */
@NullMarked
package io.foodflow.engine.ledger.personal;

import org.jspecify.annotations.NullMarked;
