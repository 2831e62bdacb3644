package io.foodflow.identity.federation;

import io.foodflow.identity.federation.SignInRefusal.Reason;
import io.foodflow.platform.http.OutboundHttp;
import io.foodflow.platform.http.OutboundOutcome;
import io.foodflow.platform.http.OutboundOutcome.Answered;
import io.foodflow.platform.http.OutboundRequest;
import io.foodflow.platform.http.OutboundSettings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Calls identity providers. Tenants type their addresses in, so they are hostile: https only, no redirects (they could lead
 * secrets, or our reach, elsewhere), no addresses of this network unless the settings allow them, short time-outs, small
 * answers, each request once. Thread-safe.
 */
final class ProviderCalls implements AutoCloseable {

    private static final long LARGEST_ANSWER_BYTES = 1L << 20;

    private final OutboundHttp http;
    private final boolean httpOnLoopback;

    ProviderCalls(FederationSettings settings, OutboundSettings general) {
        var allow = Stream.concat(
                        settings.allowed().stream(),
                        general.allow() == null ? Stream.empty() : general.allow().stream())
                .toList();
        this.http = new OutboundHttp(new OutboundSettings(
                settings.connectMillis(), settings.totalMillis(), LARGEST_ANSWER_BYTES, 0, 1, List.copyOf(allow)));
        this.httpOnLoopback = settings.httpOnLoopback();
    }

    Answered get(URI uri, @Nullable String bearer) {
        var request = OutboundRequest.get(uri).with("Accept", "application/json");
        return send(bearer == null ? request : request.with("Authorization", "Bearer " + bearer));
    }

    Answered post(URI uri, Map<String, String> form, @Nullable String authorization) {
        var request = OutboundRequest.post(uri, "application/x-www-form-urlencoded", encoded(form))
                .with("Accept", "application/json");
        return send(authorization == null ? request : request.with("Authorization", authorization));
    }

    /** Whether a browser may be sent there, or a call be made. */
    boolean isUsable(URI uri) {
        return ProviderFields.isUsable(uri, httpOnLoopback);
    }

    static String encoded(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> URLEncoder.encode(entry.getKey(), StandardCharsets.UTF_8)
                        + "="
                        + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private Answered send(OutboundRequest request) {
        var uri = request.uri();
        if (!isUsable(uri)) {
            throw new SignInRefusal(Reason.PROVIDER_WRONG, "%s is not an https:// address".formatted(uri));
        }
        return switch (http.send(request)) {
            case Answered answered -> answered;
            case OutboundOutcome.Refused(var reason) -> throw unreachable(uri, reason);
            case OutboundOutcome.Unreachable(var reason) -> throw unreachable(uri, reason);
            case OutboundOutcome.TimedOut(var millis) ->
                throw unreachable(uri, "no whole answer within %d ms".formatted(millis));
            case OutboundOutcome.TooLarge(var bytes) ->
                throw unreachable(uri, "the answer has more than %d bytes".formatted(bytes));
        };
    }

    private static SignInRefusal unreachable(URI uri, String reason) {
        return new SignInRefusal(Reason.PROVIDER_UNREACHABLE, "%s: %s".formatted(uri, reason));
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
