package io.foodflow.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateDemoTest {
    private static final Clock APRIL_FIRST = Clock.fixed(Instant.parse("2026-04-01T09:00:00Z"), ZoneOffset.UTC);

    @Test
    void writesTheDocumentsUntilYesterday(@TempDir Path folder) throws IOException {
        String told = GenerateDemo.run(List.of("--size", "S", "--seed", "7", "--out", folder.toString()), APRIL_FIRST);
        assertThat(told).contains("Sennwies Food Group", "from 2026-01-01 to 2026-03-31");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSameSizeAs(Story.OF_SEED_7.documents);
        }
        assertThat(folder.resolve("demo-00000.jsonld"))
                .hasBinaryContent(Story.OF_SEED_7.documents.getFirst().json());
    }

    @Test
    void saysWhatItCanBeAskedFor() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GenerateDemo.run(List.of("--sise", "S"), APRIL_FIRST))
                .withMessageContaining("usage:");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GenerateDemo.run(List.of("--size", "XXL"), APRIL_FIRST))
                .withMessageContaining("--size must be S, M or L");
    }
}
