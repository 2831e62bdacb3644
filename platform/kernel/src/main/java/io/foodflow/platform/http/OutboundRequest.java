package io.foodflow.platform.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call to the outside. Immutable: the {@code with} methods give another.
 *
 * @param method such as {@code GET}
 * @param repeatable whether it may be sent again when no good answer came
 * @param total longest wait for the whole; null for the settings' own
 * @param maxBytes largest answer; null for the settings' own
 */
public record OutboundRequest(
        String method,
        URI uri,
        Map<String, String> headers,
        @Nullable Content content,
        boolean repeatable,
        @Nullable Duration total,
        @Nullable Long maxBytes) {

    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");

    public OutboundRequest {
        headers = Map.copyOf(headers);
    }

    /** A body with its media type. */
    public static final class Content {

        private final byte[] bytes;
        private final String mediaType;

        public Content(byte[] bytes, String mediaType) {
            this.bytes = bytes.clone();
            this.mediaType = mediaType;
        }

        byte[] bytes() {
            return bytes.clone();
        }

        String mediaType() {
            return mediaType;
        }
    }

    public static OutboundRequest get(URI uri) {
        return of("GET", uri, null);
    }

    /** A POST of text, not sent again unless {@link #whichMayBeRepeated} says so. */
    public static OutboundRequest post(URI uri, String mediaType, String text) {
        return of("POST", uri, new Content(text.getBytes(StandardCharsets.UTF_8), mediaType));
    }

    public static OutboundRequest of(String method, URI uri, @Nullable Content content) {
        return new OutboundRequest(method, uri, Map.of(), content, IDEMPOTENT.contains(method), null, null);
    }

    public OutboundRequest with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new OutboundRequest(method, uri, more, content, repeatable, total, maxBytes);
    }

    /** The same request, safe to send twice because the other side knows a repeat by its key. */
    public OutboundRequest whichMayBeRepeated() {
        return new OutboundRequest(method, uri, headers, content, true, total, maxBytes);
    }

    public OutboundRequest within(Duration time) {
        return new OutboundRequest(method, uri, headers, content, repeatable, time, maxBytes);
    }

    public OutboundRequest atMost(long bytes) {
        return new OutboundRequest(method, uri, headers, content, repeatable, total, bytes);
    }

    /** The same request to where a redirect points. Credentials stay behind when it leads to another host. */
    OutboundRequest redirected(URI target, int status) {
        boolean asGet = status == 303 || ((status == 301 || status == 302) && method.equals("POST"));
        var kept = new LinkedHashMap<>(headers);
        if (!origin(uri).equals(origin(target))) {
            kept.keySet()
                    .removeIf(name -> Set.of("authorization", "cookie", "proxy-authorization", "x-api-key")
                            .contains(name.toLowerCase(java.util.Locale.ROOT)));
        }
        return new OutboundRequest(
                asGet ? "GET" : method, target, kept, asGet ? null : content, repeatable, total, maxBytes);
    }

    private static String origin(URI uri) {
        return "%s://%s:%d".formatted(uri.getScheme(), uri.getHost(), uri.getPort());
    }
}
