/** Who is who: plants, suppliers, customers, products, recipes and equipment, read from tables beside this package. */
@NullMarked
package io.foodflow.demo.company;

import org.jspecify.annotations.NullMarked;
