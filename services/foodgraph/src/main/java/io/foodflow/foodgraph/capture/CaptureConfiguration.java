package io.foodflow.foodgraph.capture;

import io.foodflow.engine.epcis.EpcisLimits;
import io.foodflow.engine.epcis.EpcisReader;
import io.foodflow.foodgraph.graph.GraphWriter;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.entitlements.Entitlements;
import io.foodflow.platform.jobs.Jobs;
import io.foodflow.platform.storage.ObjectStore;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@Import(CaptureController.class)
class CaptureConfiguration {

    @Bean
    EpcisReader epcisReader(Clock clock) {
        return new EpcisReader(EpcisLimits.DEFAULT, clock);
    }

    @Bean
    CaptureTable captureTable(JdbcClient jdbc, JsonMapper json) {
        return new CaptureTable(jdbc, json);
    }

    @Bean
    UnfinishedCaptures unfinishedCaptures(CaptureTable captures) {
        return new UnfinishedCaptures(captures);
    }

    @Bean
    EventStore eventStore(JdbcTemplate jdbc, JsonMapper json, GraphWriter graph) {
        return new EventStore(jdbc, json, graph);
    }

    @Bean
    CaptureJob captureJob(
            UnitOfWork work, CaptureTable captures, EventStore events, ObjectStore objects, EpcisReader reader) {
        return new CaptureJob(work, captures, events, objects, reader);
    }

    @Bean
    Captures captures(
            UnitOfWork work,
            CaptureTable table,
            EventStore events,
            ObjectStore objects,
            Jobs jobs,
            EpcisReader reader,
            Entitlements entitlements,
            JdbcClient jdbc) {
        return new Captures(work, table, events, objects, jobs, reader, entitlements, jdbc);
    }

    @Bean
    InProcessCaptures inProcessCaptures(Captures captures) {
        return new InProcessCaptures(captures);
    }
}
