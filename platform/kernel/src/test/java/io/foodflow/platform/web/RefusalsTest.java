package io.foodflow.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the ledger calls the thing that somebody was refused: one word, whichever way it is told. */
class RefusalsTest {

    @ParameterizedTest
    @CsvSource({
        "/jobs,job",
        "/jobs/{id}/cancel,job",
        "/service-accounts/{id},service_account",
        "/users/{id}/sessions/{session},session",
        "/graph/nodes/{id},node",
        "/tenants/{id}/exports,tenant",
        "/account/policies,account",
        "/policies/{id},policy",
        "/,''"
    })
    void isWhatThePathNamesLast(String path, String kind) {
        assertThat(Refusals.kind(path)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "job,job",
        "service account,service_account",
        "second factor of user,user",
        "logo of tenant,tenant",
        "trial of a sign-in,trial_of_a_sign_in"
    })
    void isWhatTheProblemSaysIsNotThere(String said, String kind) {
        var absent = Problems.absent(Problems.notFound(said, UUID.randomUUID())).orElseThrow();
        assertThat(Refusals.kind(absent)).isEqualTo(kind);
    }
}
