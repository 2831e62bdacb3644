package io.foodflow.foodgraph.graph;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.retention.LegalHolds;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@Import({NodeController.class, RelationshipController.class, NodeRecordController.class})
class GraphConfiguration {

    @Bean
    GraphWriter graphWriter(JdbcTemplate jdbc, JsonMapper json) {
        return new GraphWriter(jdbc, json);
    }

    @Bean
    Sights sights(JdbcClient jdbc) {
        return new Sights(jdbc);
    }

    @Bean
    Nodes nodes(UnitOfWork work, Sights sights, LegalHolds holds, JdbcClient jdbc, JsonMapper json) {
        return new Nodes(work, sights, holds, new NodeRepository(jdbc, json));
    }

    @Bean
    NodeRecords nodeRecords(Nodes nodes) {
        return new NodeRecords(nodes);
    }

    @Bean
    Relationships relationships(UnitOfWork work, Sights sights, JdbcClient jdbc, JsonMapper json) {
        return new Relationships(work, sights, new RelationshipRepository(jdbc, json));
    }

    @Bean
    InProcessPlaces inProcessPlaces(UnitOfWork work, JdbcClient jdbc) {
        return new InProcessPlaces(work, jdbc);
    }
}
