package io.foodflow.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Progress progress(boolean interactive) {
        return new Terminal(new PrintWriter(out), new PrintWriter(err), interactive).progress("Loading", "events");
    }

    @Test
    void saysALineAtEachTenthWhereThereIsNoScreen() {
        Progress progress = progress(false);

        for (int i = 1; i <= 1_000; i++) progress.reached(i, 1_000);

        assertThat(err.toString().lines()).hasSize(10).allMatch(line -> line.startsWith("Loading: "));
        assertThat(err.toString())
                .contains("Loading:  10 %  100 of 1,000 events")
                .doesNotContain("\r");
    }

    @Test
    void drawsABarOnAScreenAndClearsItBeforeALine() {
        Progress progress = progress(true);

        progress.reached(50, 100);
        progress.remark("half");

        assertThat(err.toString())
                .startsWith("\r[############............]  Loading:  50 %  50 of 100 events")
                .endsWith("\r\u001b[K" + "half" + System.lineSeparator());
    }

    @Test
    void drawsNoMoreThanTenBarsASecondButAlwaysTheLast() {
        Progress progress = progress(true);

        for (int i = 1; i <= 10_000; i++) progress.reached(i, 10_000);

        assertThat(err.toString().split("\r")).hasSizeLessThan(100);
        assertThat(err.toString()).contains("100 %  10,000 of 10,000 events");
    }

    @Test
    void isThroughAtOnceWhereThereIsNothingToDo() {
        progress(false).reached(0, 0);

        assertThat(err.toString()).contains("100 %");
    }

    @Test
    void showsAShareOfWhichNothingElseIsKnown() {
        Progress progress = progress(false);

        progress.reached(0.55);
        progress.reached(7);

        assertThat(err.toString().lines()).containsExactly("Loading:  55 %", "Loading: 100 %");
    }
}
