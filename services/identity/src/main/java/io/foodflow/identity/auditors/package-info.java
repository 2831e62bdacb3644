/** Links by which auditors from outside read the audit trail for a time: made, revoked, and exchanged for tokens. */
@NullMarked
package io.foodflow.identity.auditors;

import org.jspecify.annotations.NullMarked;
