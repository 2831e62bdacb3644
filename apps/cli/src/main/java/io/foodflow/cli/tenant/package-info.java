/** Companies on the platform, for whoever runs it: list, back up, restore, export, move. */
@NullMarked
package io.foodflow.cli.tenant;

import org.jspecify.annotations.NullMarked;
