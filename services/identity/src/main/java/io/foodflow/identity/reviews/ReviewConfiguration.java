package io.foodflow.identity.reviews;

import io.foodflow.identity.roles.Roles;
import io.foodflow.platform.changes.ChangeRecorder;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.security.GrantChanges;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@Import(ReviewController.class)
class ReviewConfiguration {

    @Bean
    Reviews accessReviews(JdbcClient jdbc, Roles roles, GrantChanges grantChanges, UnitOfWork work, Clock clock) {
        return new Reviews(new ReviewRepository(jdbc), roles, grantChanges, work, clock);
    }

    @Bean
    ReviewReminders reviewReminders(JdbcClient jdbc, ChangeRecorder changes) {
        return new ReviewReminders(new ReviewRepository(jdbc), changes, jdbc);
    }
}
