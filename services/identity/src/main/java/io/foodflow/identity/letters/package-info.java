/** Letters to people about their accounts, in their language, sent by durable jobs. */
@NullMarked
package io.foodflow.identity.letters;

import org.jspecify.annotations.NullMarked;
