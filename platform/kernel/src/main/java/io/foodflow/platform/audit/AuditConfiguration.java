package io.foodflow.platform.audit;

import io.foodflow.platform.changes.ChangeRecorder;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.database.PlatformTransactions;
import io.foodflow.platform.database.TenantTransactions;
import io.foodflow.platform.home.FoodflowHome;
import io.foodflow.platform.security.MasterKey;
import io.foodflow.platform.services.ServiceCatalog;
import io.foodflow.platform.tenancy.Tenants;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Objects;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditSettings.class)
class AuditConfiguration {

    private static final int REFUSALS_OF_A_TENANT = 5_000;

    @Bean
    RefusedAccess refusedAccess(Tenants tenants, UnitOfWork work, Clock clock) {
        return new RefusedAccess(tenants, work, clock, REFUSALS_OF_A_TENANT);
    }

    @Bean
    LedgerKeys ledgerKeys(
            AuditSettings settings, FoodflowHome home, PlatformTransactions transactions, JdbcClient jdbc) {
        var file = settings.keyFile() == null ? home.secrets().resolve("ledger.key") : settings.keyFile();
        return Objects.requireNonNull(new TransactionTemplate(transactions)
                .execute(status -> InstalledKey.load(file, settings.name(), new SecureRandom(), jdbc)));
    }

    @Bean
    LedgerBranches ledgerBranches(LedgerKeys keys) {
        return new LedgerBranches(keys);
    }

    @Bean
    PersonKeyTable personKeyTable(JdbcClient jdbc, PlatformTransactions transactions, MasterKey masterKey) {
        var apart = new TransactionTemplate(transactions);
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return new PersonKeyTable(jdbc, apart, masterKey, new SecureRandom());
    }

    @Bean
    EntryWriting entryWriting(ServiceCatalog catalog, MasterKey masterKey) {
        return new EntryWriting(catalog.personal(), masterKey::fingerprint);
    }

    @Bean
    AuditLedger auditLedger(
            TenantTransactions tenantTransactions,
            PlatformTransactions platformTransactions,
            JdbcTemplate template,
            LedgerKeys keys,
            PersonKeyTable persons,
            EntryWriting writing,
            ChangeRecorder changes,
            AuditSettings settings) {
        return new AuditLedger(
                new TransactionTemplate(tenantTransactions),
                new TransactionTemplate(platformTransactions),
                template,
                keys,
                persons,
                writing,
                changes,
                settings.batch());
    }

    @Bean
    Cosigning cosigning(
            TenantTransactions tenantTransactions,
            PlatformTransactions platformTransactions,
            JdbcClient jdbc,
            LedgerKeys keys,
            AuditSettings settings) {
        return new Cosigning(
                new TransactionTemplate(tenantTransactions),
                new TransactionTemplate(platformTransactions),
                jdbc,
                keys,
                settings);
    }

    @Bean
    LedgerRelay ledgerRelay(AuditLedger ledger, Cosigning cosigning) {
        return new LedgerRelay(ledger, cosigning);
    }

    @Bean
    TrailCheck trailCheck(LedgerKeys keys, LedgerBranches branches, PersonKeyTable persons, EntryWriting writing) {
        return new TrailCheck(keys, branches, persons, writing);
    }

    @Bean
    AuditProofs auditProofs(
            UnitOfWork work,
            PlatformWork platformWork,
            JdbcClient jdbc,
            LedgerKeys keys,
            PersonKeyTable persons,
            EntryWriting writing,
            TrailCheck trailCheck,
            AuditSettings settings) {
        return new AuditProofs(work, platformWork, jdbc, keys, persons, writing, trailCheck, settings);
    }
}
