/** What a tenant asks of all its accounts: second factor, session length, networks, who may register. */
@NullMarked
package io.foodflow.identity.policy;

import org.jspecify.annotations.NullMarked;
