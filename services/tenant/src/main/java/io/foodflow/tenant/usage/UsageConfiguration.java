package io.foodflow.tenant.usage;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.entitlements.Entitlements;
import io.foodflow.platform.entitlements.Usage;
import io.foodflow.tenant.tenants.Acting;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@Import(UsageController.class)
class UsageConfiguration {

    @Bean
    QuotaNotices quotaNotices(Entitlements entitlements, UnitOfWork work, JdbcClient jdbc) {
        return new QuotaNotices(entitlements, work, jdbc);
    }

    @Bean
    UsageMeter usageMeter(Usage usage, QuotaNotices notices) {
        return new UsageMeter(usage, notices);
    }

    @Bean
    UsageRecordsSweep usageRecordsSweep(JdbcClient jdbc) {
        return new UsageRecordsSweep(jdbc);
    }

    @Bean
    TenantUsage tenantUsage(
            Entitlements entitlements,
            Usage usage,
            QuotaNotices notices,
            Acting acting,
            UnitOfWork work,
            JdbcClient jdbc,
            Clock clock) {
        return new TenantUsage(entitlements, usage, notices, acting, work, jdbc, clock);
    }
}
