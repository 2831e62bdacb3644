package io.foodflow.foodgraph.chainlab;

import io.foodflow.foodgraph.graph.GraphWriter;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.jobs.Jobs;
import io.foodflow.platform.storage.ObjectStore;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@Import(ChainLabController.class)
class ChainLabConfiguration {

    @Bean
    NetworkTable networkTable(JdbcClient jdbc) {
        return new NetworkTable(jdbc);
    }

    @Bean
    Networks networks(UnitOfWork work, NetworkTable table, ObjectStore objects, Jobs jobs, JsonMapper json) {
        return new Networks(work, table, objects, jobs, json);
    }

    @Bean
    NetworkImportJob networkImportJob(
            UnitOfWork work, NetworkTable table, GraphWriter graph, ObjectStore objects, JsonMapper json, Clock clock) {
        return new NetworkImportJob(work, table, graph, objects, json, clock);
    }
}
