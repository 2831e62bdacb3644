/** Files that services keep: documents, raw events, images, each under the hash of its content. */
@NullMarked
package io.foodflow.platform.storage;

import org.jspecify.annotations.NullMarked;
