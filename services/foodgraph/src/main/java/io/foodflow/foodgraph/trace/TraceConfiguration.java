package io.foodflow.foodgraph.trace;

import io.foodflow.foodgraph.graph.Sights;
import io.foodflow.platform.changes.UnitOfWork;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@Import({TraceController.class, TraceReportController.class})
class TraceConfiguration {

    @Bean
    TenantGraphs tenantGraphs(UnitOfWork work, JdbcTemplate jdbc) {
        return new TenantGraphs(work, jdbc);
    }

    @Bean
    Traceability traceability(UnitOfWork work, TenantGraphs graphs, Sights sights, JdbcClient jdbc) {
        return new Traceability(work, graphs, sights, new TraceTable(jdbc));
    }

    @Bean
    TraceReports traceReports(Traceability traceability) {
        return new TraceReports(traceability);
    }

    @Bean
    MeterBinder graphMemory(TenantGraphs graphs) {
        return registry -> Gauge.builder("foodflow.graph.memory", graphs, TenantGraphs::memoryBytes)
                .baseUnit("bytes")
                .description("Arrays of the graphs in memory")
                .register(registry);
    }
}
