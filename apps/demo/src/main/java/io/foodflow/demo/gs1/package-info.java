/** GS1 identifiers with check digits, in both spellings: EPC URN and GS1 Digital Link. */
@NullMarked
package io.foodflow.demo.gs1;

import org.jspecify.annotations.NullMarked;
