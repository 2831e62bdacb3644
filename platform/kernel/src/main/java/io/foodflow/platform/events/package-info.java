/** The outbox: events in commit order, delivered to each consumer with exactly one effect. */
@NullMarked
package io.foodflow.platform.events;

import org.jspecify.annotations.NullMarked;
