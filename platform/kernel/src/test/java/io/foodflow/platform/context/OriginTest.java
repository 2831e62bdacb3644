package io.foodflow.platform.context;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OriginTest {

    @Test
    void keepsNoMoreOfAProgramsNameThanProgramsHave() {
        assertThat(new Origin("::1", "x".repeat(9_000), null).userAgent()).hasSize(512);
        assertThat(new Origin("::1", "probe/1", null).userAgent()).isEqualTo("probe/1");
        assertThat(Origin.INTERNAL.userAgent()).isNull();
    }
}
