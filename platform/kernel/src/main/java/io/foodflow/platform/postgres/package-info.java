/**
 * A real PostgreSQL as a supervised child process of the platform: unpacked, created, started, watched, backed up and
 * restored without anything to install.
 */
@NullMarked
package io.foodflow.platform.postgres;

import org.jspecify.annotations.NullMarked;
