package io.foodflow.identity.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.platform.tenancy.TenantId;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefreshTokenTest {

    private final TenantId tenant = new TenantId(UUID.randomUUID());
    private final RefreshToken token = RefreshToken.issue(tenant, new SecureRandom());

    @Test
    void leadsToItsTenant() {
        assertThat(RefreshToken.parse(token.text()).orElseThrow().tenant()).isEqualTo(tenant);
    }

    @Test
    void isStoredByItsHash() {
        assertThat(RefreshToken.parse(token.text()).orElseThrow().hash())
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
        assertThat(RefreshToken.parse(text)).isEmpty();
        assertThat(RefreshToken.parse("ffr_" + "!".repeat(64))).isEmpty();
    }

    @Test
    void livesSevenDaysUnlessSetOtherwise() {
        assertThat(new SessionSettings(7).refreshTokenLife()).isEqualTo(Duration.ofDays(7));
        assertThatThrownBy(() -> new SessionSettings(0)).hasMessageContaining("1..90, was 0");
    }
}
