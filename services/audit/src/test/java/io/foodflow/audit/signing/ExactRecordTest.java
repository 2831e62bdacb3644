package io.foodflow.audit.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.platform.signing.SignableRecord;
import io.foodflow.platform.web.ProblemException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ExactRecordTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static ExactRecord exact(String id, String version, String title, Map<String, Object> content) {
        return ExactRecord.of(new SignableRecord("node", id, version, title, Map.of(), content), JSON);
    }

    @Test
    void isTheSameInWhateverOrderItComes() {
        var one = new LinkedHashMap<String, Object>();
        one.put("b", 1.0);
        one.put("a", "x");
        var other = new LinkedHashMap<String, Object>();
        other.put("a", "x");
        other.put("b", 1);
        assertThat(exact("n", "1", "t", one)).isEqualTo(exact("n", "1", "t", one));
        assertThat(exact("n", "1", "t", one).sha256())
                .isEqualTo(exact("n", "1", "t", other).sha256());
        assertThat(exact("n", "1", "t", one).document())
                .isEqualTo(
                        "{\"content\":{\"a\":\"x\",\"b\":1},\"id\":\"n\",\"title\":\"t\",\"type\":\"node\",\"version\":\"1\"}");
    }

    @Test
    void isAnotherWhereAnythingDiffers() {
        var hash = exact("n", "1", "t", Map.of("a", 1)).sha256();
        assertThat(exact("m", "1", "t", Map.of("a", 1)).sha256()).isNotEqualTo(hash);
        assertThat(exact("n", "2", "t", Map.of("a", 1)).sha256()).isNotEqualTo(hash);
        assertThat(exact("n", null, "t", Map.of("a", 1)).sha256()).isNotEqualTo(hash);
        assertThat(exact("n", "1", "u", Map.of("a", 1)).sha256()).isNotEqualTo(hash);
        assertThat(exact("n", "1", "t", Map.of("a", 2)).sha256()).isNotEqualTo(hash);
    }

    @Test
    void refusesANumberThatWouldBecomeAnother() {
        var long20 = new BigDecimal("12345678901234567891");
        assertThatThrownBy(() -> exact("n", "1", "t", Map.of("a", long20)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("cannot be signed");
    }
}
