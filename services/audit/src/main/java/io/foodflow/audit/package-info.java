/** What happened, so that it can be proved: the audit trail, its proofs and those who may look at it. */
@NullMarked
package io.foodflow.audit;

import org.jspecify.annotations.NullMarked;
