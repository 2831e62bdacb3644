package io.foodflow.identity.federation;

import io.foodflow.identity.secrets.BrowserSecret;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.ResponseCookie;

/**
 * The cookie by which a browser that was sent to an identity provider is known again. No script reads it, and no request
 * that another site's form or frame makes carries it; it ends with the browser.
 */
public final class FederationCookie {

    private static final String NAME = "foodflow_sso";

    private FederationCookie() {}

    /** The secret that the browser is known by, if it has one. */
    public static Optional<BrowserSecret> find(HttpServletRequest request) {
        return Stream.ofNullable(request.getCookies())
                .flatMap(Arrays::stream)
                .filter(cookie -> cookie.getName().equals(NAME))
                .map(Cookie::getValue)
                .flatMap(value -> BrowserSecret.parse(value).stream())
                .findFirst();
    }

    /** As a header sets it, for the paths of single sign-on. */
    static String header(BrowserSecret secret, URI callback) {
        var path = callback.getPath();
        return ResponseCookie.from(NAME, secret.text())
                .path(path.substring(0, path.indexOf(CallbackAddress.PATH) + CallbackAddress.PATH.length()))
                .httpOnly(true)
                .secure("https".equals(callback.getScheme()))
                .sameSite("Lax")
                .build()
                .toString();
    }
}
