/** Electronic signatures on records (21 CFR Part 11): who signed what, when, and what was meant by it. */
@NullMarked
package io.foodflow.audit.signing;

import org.jspecify.annotations.NullMarked;
