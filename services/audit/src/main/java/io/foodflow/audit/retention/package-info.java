/** How long the company keeps what it may drop: its policy, and what that would do. */
@NullMarked
package io.foodflow.audit.retention;

import org.jspecify.annotations.NullMarked;
