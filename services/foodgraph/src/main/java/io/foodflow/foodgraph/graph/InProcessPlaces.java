package io.foodflow.foodgraph.graph;

import io.foodflow.foodgraph.api.PlaceApi;
import io.foodflow.platform.changes.UnitOfWork;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@link PlaceApi} for the services of the same process. */
final class InProcessPlaces implements PlaceApi {

    private final UnitOfWork work;
    private final JdbcClient jdbc;

    InProcessPlaces(UnitOfWork work, JdbcClient jdbc) {
        this.work = work;
        this.jdbc = jdbc;
    }

    @Override
    public boolean any() {
        return work.read(() -> jdbc.sql("select exists (select 1 from nodes where kind = ? and not deleted)")
                .param(NodeKind.LOCATION.code())
                .query(Boolean.class)
                .single());
    }
}
