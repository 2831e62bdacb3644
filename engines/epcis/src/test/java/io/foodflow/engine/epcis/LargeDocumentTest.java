package io.foodflow.engine.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads documents of 100 MB, made while they are read, in a process with a heap of 40 MB. */
class LargeDocumentTest {

    private static final int EVENTS = 250_000;

    @ParameterizedTest
    @ValueSource(strings = {"json", "json-context-last", "xml"})
    void streamsAHundredMegabytesInASmallHeap(String kind, @TempDir Path folder) throws Exception {
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx40m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeDocumentTest.class.getName(),
                        kind))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(120, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        String said = java.nio.file.Files.readString(log);
        assertThat(ended).as(said).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said).contains(EVENTS + " events");
    }

    /** The program of the small process. */
    public static void main(String[] arguments) {
        String event = arguments[0].equals("xml")
                ? Documents.xmlObjectEvent(filler("<ext:f>", "</ext:f>"))
                : Documents.objectEvent("ext:f", filler("\"", "\""));
        String whole = arguments[0].equals("xml") ? Documents.xml("@") : Documents.json("@");
        if (arguments[0].equals("json-context-last")) {
            int context = whole.indexOf("\"@context\"");
            int type = whole.indexOf("\"type\"");
            whole = "{" + whole.substring(type, whole.length() - 1) + ","
                    + whole.substring(context, type).strip().replaceAll(",$", "") + "}";
        }
        String head = whole.substring(0, whole.indexOf('@', whole.indexOf("ist")));
        String tail = whole.substring(head.length() + 1);
        boolean json = !arguments[0].equals("xml");
        EpcisReader reader = new EpcisReader(EpcisLimits.DEFAULT, Clock.systemUTC());
        DocumentOutcome outcome = reader.read(
                () -> new Repeated(head, event, json ? "," : "\n", tail),
                found -> found instanceof EventOutcome.ValidEvent);
        if (!(outcome instanceof DocumentOutcome.Complete)) {
            throw new IllegalStateException(outcome.toString());
        }
        System.out.println(outcome.events() + " events of " + event.length() + " bytes");
    }

    private static String filler(String before, String after) {
        return before + "x".repeat(200) + after;
    }

    /** Head, the event many times with separators, tail. */
    private static final class Repeated extends InputStream {
        private final byte[][] parts;
        private int part;
        private int at;
        private int done;

        Repeated(String head, String event, String separator, String tail) {
            parts = new byte[][] {
                head.getBytes(StandardCharsets.UTF_8),
                event.getBytes(StandardCharsets.UTF_8),
                (separator + event).getBytes(StandardCharsets.UTF_8),
                tail.getBytes(StandardCharsets.UTF_8)
            };
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] b, int off, int len) {
            while (part < 4 && at == parts[part].length) {
                at = 0;
                if (part == 2 && ++done < EVENTS - 1) {
                    continue;
                }
                part++;
            }
            if (part == 4) {
                return -1;
            }
            int n = Math.min(len, parts[part].length - at);
            System.arraycopy(parts[part], at, b, off, n);
            at += n;
            return n;
        }
    }
}
