/** Web conventions: problem documents, paging, entity tags, idempotency, limits. */
@NullMarked
package io.foodflow.platform.web;

import org.jspecify.annotations.NullMarked;
