package io.foodflow.platform.retention;

import io.foodflow.platform.changes.ChangeRecorder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class RetentionConfiguration {

    @Bean
    LegalHolds legalHolds(JdbcClient jdbc) {
        return new LegalHolds(jdbc);
    }

    @Bean
    RetentionPolicies retentionPolicies(JdbcClient jdbc, JsonMapper json) {
        return new RetentionPolicies(jdbc, json);
    }

    @Bean
    RetentionSweep retentionSweep(
            ObjectProvider<Retained> retained,
            RetentionPolicies policies,
            LegalHolds holds,
            ChangeRecorder changes,
            JdbcClient jdbc) {
        return new RetentionSweep(retained.orderedStream().toList(), policies, holds, changes, jdbc);
    }
}
