package io.foodflow.platform.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How a call to the outside ended. */
public sealed interface OutboundOutcome {

    /** The other side answered, with whatever status. */
    final class Answered implements OutboundOutcome {

        private final int status;
        private final Map<String, List<String>> headers;
        private final byte[] body;
        private final URI from;

        Answered(int status, Map<String, List<String>> headers, byte[] body, URI from) {
            this.status = status;
            this.headers = Map.copyOf(headers);
            this.body = body;
            this.from = from;
        }

        public int status() {
            return status;
        }

        /** Whether the status is 2xx. */
        public boolean isGood() {
            return status >= 200 && status < 300;
        }

        public Optional<String> header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                    .findFirst();
        }

        public byte[] body() {
            return body.clone();
        }

        /** The body as UTF-8. */
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** Who answered in the end, after redirects. */
        public URI from() {
            return from;
        }

        @Override
        public String toString() {
            return "Answered[%d from %s, %d bytes]".formatted(status, from, body.length);
        }
    }

    /** The call was not made: its address is not one that may be called. */
    record Refused(String reason) implements OutboundOutcome {}

    /** No connection, or it broke. */
    record Unreachable(String reason) implements OutboundOutcome {}

    /** No whole answer came in time. */
    record TimedOut(long millis) implements OutboundOutcome {}

    /** The answer was larger than wanted. */
    record TooLarge(long limitBytes) implements OutboundOutcome {}
}
