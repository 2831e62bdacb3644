package io.foodflow.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SchemaTest {
    private static final String SCHEMA = "data/traceability/epcis/gs1-EPCIS/EPCIS-JSON-Schema.json";

    /** The shared test data: FOODFLOW_SHARED, or the sibling "shared" of the folder that holds mvnw. */
    private static Optional<Path> shared() {
        String given = System.getProperty("FOODFLOW_SHARED", System.getenv().getOrDefault("FOODFLOW_SHARED", ""));
        if (!given.isEmpty()) {
            return Optional.of(Path.of(given));
        }
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return Optional.ofNullable(folder).map(root -> root.resolveSibling("shared"));
    }

    private static List<Error> violations(String document) throws IOException {
        Optional<Path> file = shared().map(root -> root.resolve(SCHEMA)).filter(Files::exists);
        assumeTrue(file.isPresent(), "the EPCIS JSON Schema is not here");
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(Files.readString(file.orElseThrow()));
        return schema.validate(
                new JsonMapper().readTree(document),
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    private static String text(DemoDocument document) {
        return new String(document.json(), StandardCharsets.UTF_8);
    }

    @Test
    void everyDocumentIsValidToTheStandardsSchema() throws IOException {
        for (DemoDocument document : Story.OF_SEED_7.documents) {
            assertThat(violations(text(document)))
                    .as("document %d", document.number())
                    .isEmpty();
        }
    }

    @Test
    void theSchemaWouldSeeAWrongWord() throws IOException {
        String document = text(Story.OF_SEED_7.documents.get(3));
        assertThat(violations(document.replaceFirst("\"bizStep\":\"receiving\"", "\"bizStep\":\"catching\"")))
                .isNotEmpty();
    }
}
