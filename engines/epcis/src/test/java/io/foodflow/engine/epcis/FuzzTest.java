package io.foodflow.engine.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.engine.epcis.Documents.Found;
import io.foodflow.engine.epcis.model.EpcisEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Mutated documents: whatever comes in, an outcome comes out, and what is called valid can be hashed and written. */
class FuzzTest {

    private static final int ROUNDS = 4_000;
    private static final EpcisReader READER = new EpcisReader(
            new EpcisLimits(1_000, 1 << 20, 60), java.time.Clock.fixed(Documents.NOW, java.time.ZoneOffset.UTC));

    private static final String[] TOKENS = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "null",
        "true",
        "-1",
        "1e999",
        "\"\"",
        "<",
        ">",
        "</",
        "/>",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "<!DOCTYPE x>",
        "&amp;",
        "&x;",
        "&#0;",
        "<?xml ?>",
        "urn:epc:id:sgtin:",
        "https://id.gs1.org/01/",
        "eventTime",
        "type",
        "\\u0000",
        "\\ud800",
        "\u0000",
        "\ufeff",
        "\ud83e\udd80",
        "xmlns=\"\"",
        "xmlns:ext=\"urn:x\""
    };

    @Test
    void answersMutatedJson() {
        mutate(Documents.json(AllFields.JSON_EVENTS), 1);
    }

    @Test
    void answersMutatedXml() {
        mutate(Documents.xml(AllFields.XML_OBJECT_EVENT + Documents.xmlObjectEvent("")), 2);
    }

    @Test
    void answersMutatedDocumentsOfTheSharedData() {
        List<byte[]> documents = new ArrayList<>();
        for (var file : SharedData.files(SharedData.folder("epcis/openepcis-test-resources"))) {
            documents.add(SharedData.bytes(file));
        }
        Random random = new Random(3);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] document = documents.get(random.nextInt(documents.size())).clone();
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                document = mutated(document, random);
            }
            check(document);
        }
    }

    private static void mutate(String document, int seed) {
        Random random = new Random(seed);
        byte[] original = document.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = original.clone();
            for (int n = 1 + random.nextInt(6); n > 0; n--) {
                bytes = mutated(bytes, random);
            }
            check(bytes);
        }
    }

    private static byte[] mutated(byte[] document, Random random) {
        if (document.length < 4) {
            return document;
        }
        int at = random.nextInt(document.length);
        switch (random.nextInt(6)) {
            case 0 -> {
                document[at] = (byte) random.nextInt(256);
                return document;
            }
            case 1 -> {
                int end = Math.min(document.length, at + 1 + random.nextInt(30));
                return joined(document, at, new byte[0], end);
            }
            case 2 -> {
                byte[] token = TOKENS[random.nextInt(TOKENS.length)].getBytes(StandardCharsets.UTF_8);
                return joined(document, at, token, at);
            }
            case 3 -> {
                int from = random.nextInt(document.length);
                int to = Math.min(document.length, from + random.nextInt(200));
                return joined(document, at, java.util.Arrays.copyOfRange(document, from, to), at);
            }
            case 4 -> {
                return java.util.Arrays.copyOf(document, at);
            }
            default -> {
                byte[] token = TOKENS[random.nextInt(TOKENS.length)].getBytes(StandardCharsets.UTF_8);
                return joined(document, at, token, Math.min(document.length, at + token.length));
            }
        }
    }

    private static byte[] joined(byte[] document, int head, byte[] middle, int tail) {
        byte[] result = new byte[head + middle.length + document.length - tail];
        System.arraycopy(document, 0, result, 0, head);
        System.arraycopy(middle, 0, result, head, middle.length);
        System.arraycopy(document, tail, result, head + middle.length, document.length - tail);
        return result;
    }

    private static void check(byte[] document) {
        Found found;
        try {
            found = Documents.read(document, READER);
        } catch (RuntimeException e) {
            throw new AssertionError(new String(document, StandardCharsets.UTF_8), e);
        }
        assertThat(found.outcome).isNotNull();
        List<EpcisEvent> events = new ArrayList<>();
        for (EventOutcome outcome : found.events) {
            switch (outcome) {
                case EventOutcome.ValidEvent valid -> events.add(valid.event());
                case EventOutcome.InvalidEvent invalid ->
                    assertThat(invalid.errors())
                            .isNotEmpty()
                            .allSatisfy(finding -> assertThat(finding.message()).isNotBlank());
            }
        }
        for (EpcisEvent event : events) {
            assertThat(EventHash.id(event)).startsWith("ni:///sha-256;");
        }
        assertThat(EpcisWriter.document(EpcisWriter.Header.at(Instant.EPOCH), events))
                .isNotEmpty();
    }
}
