package io.foodflow.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ImpatientInputTest {

    /** From which nothing ever comes until somebody closes it. */
    private static final class Silent extends InputStream {
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public int read() throws IOException {
            try {
                closed.await();
                return -1;
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    @Test
    void failsWhereNothingComes() throws IOException {
        try (var in = new ImpatientInput(new Silent(), Duration.ofMillis(20))) {
            assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessage("nothing came for 0 s");
        }
    }

    @Test
    void handsOnWhatComes() throws IOException {
        try (var in = new ImpatientInput(new ByteArrayInputStream(new byte[] {1, -1}), Duration.ofMinutes(1))) {
            assertThat(in.read()).isEqualTo(1);
            assertThat(in.read()).isEqualTo(255);
            assertThat(in.read()).isEqualTo(-1);
        }
    }
}
