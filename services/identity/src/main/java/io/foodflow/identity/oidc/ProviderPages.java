package io.foodflow.identity.oidc;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.HtmlUtils;
import org.springframework.web.util.UriUtils;

/** What a browser is sent when it comes to the provider. No other page may frame any of it. */
final class ProviderPages {

    private static final String SEND = "document.forms[0].submit()";
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src '%s';"
            + " base-uri 'none'; frame-ancestors 'none'";

    private ProviderPages() {}

    /** Sends the browser on with an answer for the application, in the address or, where it asked for that, in a form. */
    static ResponseEntity<String> tell(Step.Tell tell) {
        return tell.byForm() ? form(tell) : redirect(address(tell.redirectUri(), tell.answer()));
    }

    static ResponseEntity<String> redirect(String address) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.LOCATION, address)
                .build();
    }

    /** A page for somebody whose application asked wrongly. */
    static ResponseEntity<String> show(Step.Show show) {
        var body = """
                <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sign-in not possible</title>
                <meta name="viewport" content="width=device-width, initial-scale=1"><style>
                body{font:14px/1.5 Inter,system-ui,sans-serif;background:#f6f8f7;color:#1d2724;margin:0;
                display:grid;place-items:center;min-height:100vh}
                main{background:#fff;border:1px solid #d9e0dd;border-radius:6px;padding:24px;max-width:28rem}
                h1{font-size:20px;margin:0 0 8px}code{font-family:"JetBrains Mono",monospace;font-size:12px}
                @media(prefers-color-scheme:dark){body{background:#131a18;color:#e6ece9}
                main{background:#1b2421;border-color:#33403b}}
                </style></head><body><main><h1>This application cannot sign you in</h1>
                <p>%s</p><p>Go back to the application and try again. If that does not help, tell its makers:</p>
                <p><code>%s</code></p></main></body></html>
                """.formatted(escaped(show.detail()), escaped(show.error()));
        return page(HttpStatus.BAD_REQUEST, body, "'none'");
    }

    private static ResponseEntity<String> form(Step.Tell tell) {
        var fields = tell.answer().entrySet().stream()
                .map(entry -> "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                        .formatted(escaped(entry.getKey()), escaped(entry.getValue())))
                .collect(Collectors.joining());
        var body = """
                <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Back to the application</title></head>
                <body><form method="post" action="%s">%s<noscript><button>Go on</button></noscript></form>
                <script>%s</script></body></html>
                """.formatted(escaped(tell.redirectUri()), fields, SEND);
        return page(HttpStatus.OK, body, "sha256-" + sha256(SEND));
    }

    private static ResponseEntity<String> page(HttpStatus status, String body, String script) {
        var policy = POLICY.replace("'%s'", script.startsWith("'") ? script : "'" + script + "'");
        return ResponseEntity.status(status)
                .contentType(HTML)
                .header("Content-Security-Policy", policy)
                .body(body);
    }

    /** An address with more parameters in its query. */
    static String address(String uri, Map<String, String> parameters) {
        var query = parameters.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        if (query.isEmpty()) {
            return uri;
        }
        var existing = URI.create(uri).getRawQuery();
        return uri + (existing == null ? "?" : existing.isEmpty() ? "" : "&") + query;
    }

    private static String encoded(String text) {
        return UriUtils.encode(text, StandardCharsets.UTF_8);
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256", e);
        }
    }
}
