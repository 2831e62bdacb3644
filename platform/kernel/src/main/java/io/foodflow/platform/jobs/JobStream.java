package io.foodflow.platform.jobs;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * A job as server-sent events: {@code event: progress} with the job as data whenever it changed, {@code event: end} with
 * its last state, then the connection closes. It reads the table, so it does not matter which process runs the job.
 * Written by the request's own (virtual) thread. A stream ends after {@value #LONGEST_MINUTES} minutes without
 * {@code end}; browsers connect again by themselves.
 */
final class JobStream {

    private static final int LONGEST_MINUTES = 15;
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final int LOOKS_BETWEEN_SIGNS_OF_LIFE = 40;

    private final Jobs jobs;
    private final JsonMapper json;
    private final HttpServletResponse response;

    JobStream(Jobs jobs, JsonMapper json, HttpServletResponse response) {
        this.jobs = jobs;
        this.json = json;
        this.response = response;
    }

    void send(Job first) throws IOException {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader("X-Accel-Buffering", "no");
        long looks = Duration.ofMinutes(LONGEST_MINUTES).dividedBy(LOOK_EVERY);
        write(first);
        var last = first;
        for (long look = 1; look < looks && !last.state().isFinal(); look++) {
            if (!pause()) {
                return;
            }
            var now = jobs.find(first.id());
            if (now.isEmpty()) {
                return;
            }
            if (!now.get().equals(last)) {
                last = now.get();
                write(last);
            } else if (look % LOOKS_BETWEEN_SIGNS_OF_LIFE == 0) {
                write(": still " + last.state().text() + "\n\n");
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(LOOK_EVERY);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void write(Job job) throws IOException {
        write("event: %s\ndata: %s\n\n"
                .formatted(job.state().isFinal() ? "end" : "progress", json.writeValueAsString(job)));
    }

    private void write(String text) throws IOException {
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        response.flushBuffer();
    }
}
