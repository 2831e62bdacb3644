package io.foodflow.audit.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementTest {

    private static final UUID ID = UUID.fromString("01980000-0000-7000-8000-000000000001");

    private static Statement statement(String zone, String version, String title, String comment, String session) {
        return new Statement(
                ID,
                ID,
                new Statement.Of("node", "n1", version, "LOT-1 · Milk", "ab".repeat(32)),
                new Statement.Signer(ID, "ada@example.com", "Ada Byron"),
                new SigningPolicy.Meaning("approval", title),
                comment,
                Instant.parse("2026-03-29T00:59:59.123456Z"),
                zone,
                List.of("email", "password"),
                session);
    }

    @Test
    void readsWhatItWrote() {
        for (var one : List.of(
                statement("UTC", null, null, null, null),
                statement("Europe/Berlin", "7", "Freigabe für Verkauf", "\"quoted\" \\ é", "s1"))) {
            assertThat(Statement.parse(one.text())).isEqualTo(one);
        }
    }

    @Test
    void isCanonical() {
        assertThat(statement("UTC", null, null, null, null).text())
                .startsWith("{\"components\":[\"email\",\"password\"],\"form\":\"foodflow signature v1\",")
                .doesNotContain(", \"");
    }

    @ParameterizedTest
    @CsvSource({
        "UTC,2026-03-29 00:59:59 +00:00",
        "Europe/Berlin,2026-03-29 01:59:59 +01:00",
        "Asia/Kolkata,2026-03-29 06:29:59 +05:30",
        "-08:00,2026-03-28 16:59:59 -08:00"
    })
    void saysTheTimeWhereTheSignerWas(String zone, String expected) {
        assertThat(statement(zone, null, null, null, null).localTime()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[]", "{\"form\":\"another\"}", "{ }", "{\"form\":\"foodflow signature v1\"}", "nothing"})
    void readsNothingElse(String text) {
        assertThatThrownBy(() -> Statement.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
