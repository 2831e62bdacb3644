package io.foodflow.engine.ledger.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.engine.ledger.Ledgers;
import io.foodflow.engine.ledger.export.ExportVerdict.Refused;
import io.foodflow.engine.ledger.export.ExportVerdict.Verified;
import io.foodflow.engine.ledger.tiles.InMemoryTileStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever is done to an export of 1,000 entries, the verifier finds it, and finds the line. */
class TamperedExportTest {

    private static final int SIZE = 1_000;

    private byte[] file;

    @BeforeEach
    void export() throws IOException {
        var store = new InMemoryTileStore();
        file = Exports.range(store, Ledgers.ofEntries(store, SIZE).head().note(), 0, SIZE);
        assertThat(Exports.verify(file)).isInstanceOf(Verified.class);
    }

    private static void assertRefused(byte[] changed, long line) throws IOException {
        assertThat(Exports.verify(changed))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.line()).isEqualTo(line));
    }

    private void flip(int bit) throws IOException {
        int at = bit / 8;
        long line = 1;
        for (int i = 0; i < at; i++) {
            line += file[i] == '\n' ? 1 : 0;
        }
        file[at] ^= (byte) (1 << bit % 8);
        var verdict = Exports.verify(file);
        file[at] ^= (byte) (1 << bit % 8);
        long expected = line;
        assertThat(verdict)
                .as("bit " + bit)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(isFoundWhereItIs(refused.line(), expected))
                                .as("line " + refused.line() + " for " + expected)
                                .isTrue());
    }

    /**
     * How many entries the header promises, and from where, is held against the entries; the partial tiles, here lines 2 and
     * 3, are proved together.
     */
    private static boolean isFoundWhereItIs(long found, long changed) {
        return found == changed || changed == 1 || changed == 2 && found == 3;
    }

    @Test
    void findsABitThatWasFlipped() throws IOException {
        var random = new Random(11);
        for (int i = 0; i < 60; i++) {
            flip(random.nextInt(file.length * 8));
        }
        var lines = Exports.lines(file);
        int partialTilesEnd = String.join("\n", lines.subList(0, 3)).length();
        for (int i = 0; i < 60; i++) {
            flip(random.nextInt(partialTilesEnd * 8));
        }
    }

    @Test
    @Tag("long")
    void findsABitFlippedInEveryEleventhByte() throws IOException {
        for (int at = 0; at < file.length; at += 11) {
            flip(at * 8 + at % 8);
        }
    }

    @Test
    void findsEveryTruncation() throws IOException {
        var lines = Exports.lines(file);
        for (int kept = 0; kept < lines.size(); kept += kept < 6 ? 1 : 113) {
            assertRefused(kept == 0 ? new byte[0] : Exports.file(lines.subList(0, kept)), kept + 1L);
        }
        var random = new Random(12);
        for (int i = 0; i < 20; i++) {
            assertThat(Exports.verify(Arrays.copyOf(file, random.nextInt(file.length))))
                    .isInstanceOf(Refused.class);
        }
    }

    @Test
    void findsEachLineThatWasSwappedDoubledLeftOutOrMoved() throws IOException {
        var lines = Exports.lines(file);
        for (int i = 0; i < lines.size() - 1; i += i < 6 ? 1 : 113) {
            var swapped = new ArrayList<>(lines);
            Collections.swap(swapped, i, i + 1);
            assertRefused(Exports.file(swapped), i + 1L);
            var doubled = new ArrayList<>(lines);
            doubled.add(i + 1, lines.get(i));
            assertRefused(Exports.file(doubled), i + 2L);
            var missing = new ArrayList<>(lines);
            missing.remove(i);
            assertRefused(Exports.file(missing), i + 1L);
            var moved = new ArrayList<>(lines);
            moved.add(moved.remove(i));
            assertRefused(Exports.file(moved), i + 1L);
        }
    }

    @Test
    void findsTheSameInASelection() throws IOException {
        var store = new InMemoryTileStore();
        var note = Ledgers.ofEntries(store, SIZE).head().note();
        file = Exports.selection(store, note, new TreeSet<>(List.of(3L, 255L, 256L, 998L)));
        assertThat(Exports.verify(file)).isInstanceOf(Verified.class);
        for (int at = 0; at < file.length; at += 11) {
            flip(at * 8 + at % 8);
        }
        var lines = Exports.lines(file);
        for (int i = 0; i < lines.size() - 1; i++) {
            var swapped = new ArrayList<>(lines);
            Collections.swap(swapped, i, i + 1);
            assertThat(Exports.verify(Exports.file(swapped))).isInstanceOf(Refused.class);
            var doubled = new ArrayList<>(lines);
            doubled.add(i + 1, lines.get(i));
            assertRefused(Exports.file(doubled), i + 2L);
            var missing = new ArrayList<>(lines);
            missing.remove(i);
            assertThat(Exports.verify(Exports.file(missing))).isInstanceOf(Refused.class);
        }
    }

    @Test
    void findsBytesPutInAnywhere() throws IOException {
        var random = new Random(13);
        for (int i = 0; i < 20; i++) {
            int at = random.nextInt(file.length + 1);
            byte[] longer = new byte[file.length + 1];
            System.arraycopy(file, 0, longer, 0, at);
            longer[at] = (byte) " \n\r\t,0\0é".charAt(random.nextInt(8));
            System.arraycopy(file, at, longer, at + 1, file.length - at);
            assertThat(Exports.verify(longer)).as("byte at " + at).isInstanceOf(Refused.class);
        }
    }
}
