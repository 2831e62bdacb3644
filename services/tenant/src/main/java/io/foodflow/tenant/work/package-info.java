/** What is done for tenants in the background: by one process at a time, taken up again where one died. */
@NullMarked
package io.foodflow.tenant.work;

import org.jspecify.annotations.NullMarked;
