/** The trace engine against its peers: the same questions to the same network, put to PostgreSQL and to Neo4j. */
@NullMarked
package io.foodflow.bench.trace;

import org.jspecify.annotations.NullMarked;
