package io.foodflow.audit.signing;

import io.foodflow.identity.api.ProofApi;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.security.MasterKey;
import io.foodflow.platform.signing.SignableRecords;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@Import({
    SignatureController.class,
    SigningPolicyController.class,
    CertificationController.class,
    WithdrawalController.class
})
class SigningConfiguration {

    @Bean
    Signables signables(ObjectProvider<SignableRecords> records, JsonMapper json) {
        return new Signables(records.orderedStream().toList(), json);
    }

    @Bean
    SigningPolicies signingPolicies(JdbcClient jdbc, JsonMapper json, UnitOfWork work, Clock clock) {
        return new SigningPolicies(jdbc, json, work, clock);
    }

    @Bean
    Certifications signingCertifications(JdbcClient jdbc, UnitOfWork work, Clock clock) {
        return new Certifications(jdbc, work, clock);
    }

    @Bean
    Withdrawals signingWithdrawals(JdbcClient jdbc, UnitOfWork work, Clock clock) {
        return new Withdrawals(jdbc, work, clock);
    }

    @Bean
    Signatures signatures(
            Signables signables,
            SigningPolicies policies,
            Withdrawals withdrawals,
            ProofApi proof,
            MasterKey key,
            JdbcClient jdbc,
            UnitOfWork work,
            Clock clock) {
        return new Signatures(
                signables, new SignatureRepository(jdbc), policies, withdrawals, new Seals(key), proof, work, clock);
    }
}
