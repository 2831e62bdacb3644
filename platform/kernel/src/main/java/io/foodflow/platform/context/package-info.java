/** Who calls, for which tenant, and from where: bound for one unit of work, readable everywhere inside it. */
@NullMarked
package io.foodflow.platform.context;

import org.jspecify.annotations.NullMarked;
