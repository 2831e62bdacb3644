/** JSON in its one canonical form (RFC 8785). */
@NullMarked
package io.foodflow.engine.ledger.json;

import org.jspecify.annotations.NullMarked;
