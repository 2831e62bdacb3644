/** Events as the simulation tells them, and their JSON-LD documents. */
@NullMarked
package io.foodflow.demo.epcis;

import org.jspecify.annotations.NullMarked;
