package io.foodflow.audit.retention;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.retention.Retained;
import io.foodflow.platform.retention.RetentionPolicies;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@Configuration(proxyBeanMethods = false)
@Import(RetentionController.class)
class RetentionPolicyConfiguration {

    @Bean
    Retention retention(ObjectProvider<Retained> retained, RetentionPolicies policies, UnitOfWork work, Clock clock) {
        return new Retention(retained.orderedStream().toList(), policies, work, clock);
    }
}
