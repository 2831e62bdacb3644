package io.foodflow.tenant.archives;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DraftTest {

    @TempDir
    private Path home;

    @Test
    void holdsWhatWasWrittenAndHasNoNameThatCouldOutliveItsProcess() throws Exception {
        var folder = home.resolve("drafts");
        var text = "everything of one company".getBytes(StandardCharsets.UTF_8);
        try (var draft = Draft.in(folder)) {
            try (var out = draft.out()) {
                out.write(text, 0, 10);
                out.write(text, 10, text.length - 10);
            }
            try (var names = Files.list(folder)) {
                assertThat(names)
                        .as("as a process leaves it that is killed now")
                        .isEmpty();
            }
            assertThat(draft.sha256())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(text)));
            assertThat(draft.content()).hasBinaryContent(text);
        }
    }
}
