/** Neo4j Community as a peer of the trace engine, in a process of its own. */
package io.foodflow.bench.peers.neo4j;
