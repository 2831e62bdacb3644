/** The one PostgreSQL behind the platform: embedded or external, with its roles and migrations. */
@NullMarked
package io.foodflow.platform.database;

import org.jspecify.annotations.NullMarked;
