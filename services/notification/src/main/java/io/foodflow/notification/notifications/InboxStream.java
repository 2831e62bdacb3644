package io.foodflow.notification.notifications;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * What waits to be read as server-sent events: {@code event: unread} at once and whenever it changed. It hears at once of
 * what this process did, and looks every few seconds for what another did. Written by the request's own (virtual) thread.
 */
final class InboxStream {

    private static final long LOOK_EVERY_MILLIS = 10_000;

    private final JsonMapper json;
    private final HttpServletResponse response;

    InboxStream(JsonMapper json, HttpServletResponse response) {
        this.json = json;
        this.response = response;
    }

    /**
     * Tells for that long what there is.
     *
     * @param watch told whenever there may be something new, and begun before the first look
     */
    void send(Duration length, InboxSignal.Watch watch, Supplier<Unread> look) throws IOException {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader("X-Accel-Buffering", "no");
        long end = System.nanoTime() + length.toNanos();
        var last = look.get();
        write("event: unread\ndata: %s\n\n".formatted(json.writeValueAsString(last)));
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            try {
                watch.await(Math.min(LOOK_EVERY_MILLIS, Duration.ofNanos(left).toMillis() + 1));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            var now = look.get();
            write(
                    now.equals(last)
                            ? ": nothing new\n\n"
                            : "event: unread\ndata: %s\n\n".formatted(json.writeValueAsString(now)));
            last = now;
        }
    }

    private void write(String text) throws IOException {
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        response.flushBuffer();
    }
}
