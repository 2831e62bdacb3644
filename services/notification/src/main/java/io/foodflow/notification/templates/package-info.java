/** What messages say: texts with places for data, in several languages, each version kept. */
@NullMarked
package io.foodflow.notification.templates;

import org.jspecify.annotations.NullMarked;
