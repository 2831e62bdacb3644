package io.foodflow.identity.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.identity.secrets.TenantSecret.Kind;
import io.foodflow.platform.tenancy.TenantId;
import java.security.SecureRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantSecretTest {

    private final TenantId tenant = new TenantId(UUID.randomUUID());
    private final TenantSecret token = TenantSecret.issue(Kind.REFRESH, tenant, new SecureRandom());

    @Test
    void leadsToItsTenant() {
        assertThat(TenantSecret.parse(Kind.REFRESH, token.text()).orElseThrow().tenant())
                .isEqualTo(tenant);
    }

    @Test
    void isStoredByItsHash() {
        assertThat(TenantSecret.parse(Kind.REFRESH, token.text()).orElseThrow().hash())
                .hasSize(32)
                .isEqualTo(token.hash());
    }

    @Test
    void doesNotShowItsSecret() {
        assertThat(token.toString()).doesNotContain(token.text().substring(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ffr_", "ffr_%%%%", "eyJhbGciOiJub25lIn0.e30.", "\0"})
    void refusesWhatCannotBeOne(String text) {
        assertThat(TenantSecret.parse(Kind.REFRESH, text)).isEmpty();
        assertThat(TenantSecret.parse(Kind.REFRESH, "ffr_" + "!".repeat(64))).isEmpty();
    }

    @Test
    void isGoodForItsOwnKindOnly() {
        assertThat(TenantSecret.parse(Kind.INVITATION, token.text())).isEmpty();
        assertThat(TenantSecret.issue(Kind.SERVICE_KEY, tenant, new SecureRandom())
                        .text())
                .startsWith("ffs_");
    }
}
