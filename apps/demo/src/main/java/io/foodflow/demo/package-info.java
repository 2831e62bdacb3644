/**
 * The demo company: ninety days of the Sennwies Food Group, a dairy, a bakery and a dessert maker with their suppliers and
 * customers, told as EPCIS 2.0 documents, with a contaminated lot of milk powder to find and the right answer beside it.
 */
@NullMarked
package io.foodflow.demo;

import org.jspecify.annotations.NullMarked;
