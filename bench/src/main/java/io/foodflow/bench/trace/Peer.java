package io.foodflow.bench.trace;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** Another engine that holds the same network and can be asked the same questions. */
interface Peer extends AutoCloseable {

    /** Name and version, as the engine itself tells them. */
    String name();

    /** All ways worth trying to put this question; none when the engine's language cannot ask it in bounded work. */
    List<Phrasing> phrasings(Question question);

    @Override
    void close() throws IOException, SQLException;
}
