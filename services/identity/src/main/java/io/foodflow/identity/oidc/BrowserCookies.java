package io.foodflow.identity.oidc;

import io.foodflow.identity.secrets.BrowserSecret;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.ResponseCookie;

/**
 * The two cookies of an issuer: one binds the requests of a browser to it, the other says in which browser somebody signed
 * in. No script reads them, no other issuer is sent them, and no request that another site's form or frame makes carries
 * them. Both end with the browser.
 */
final class BrowserCookies {

    private static final String REQUESTER = "foodflow_requester";
    private static final String SIGNED_IN = "foodflow_signed_in";

    private BrowserCookies() {}

    static Optional<BrowserSecret> requester(HttpServletRequest request) {
        return find(request, REQUESTER);
    }

    static Optional<BrowserSecret> signedIn(HttpServletRequest request) {
        return find(request, SIGNED_IN);
    }

    static String requester(Issuer issuer, String secret) {
        return cookie(issuer, REQUESTER, secret).build().toString();
    }

    static String signedIn(Issuer issuer, String secret) {
        return cookie(issuer, SIGNED_IN, secret).build().toString();
    }

    /** Takes the browser's sign-in away. */
    static String signedOut(Issuer issuer) {
        return cookie(issuer, SIGNED_IN, "").maxAge(Duration.ZERO).build().toString();
    }

    private static ResponseCookie.ResponseCookieBuilder cookie(Issuer issuer, String name, String value) {
        return ResponseCookie.from(name, value)
                .path(issuer.cookiePath())
                .httpOnly(true)
                .secure(issuer.secure())
                .sameSite("Lax");
    }

    private static Optional<BrowserSecret> find(HttpServletRequest request, String name) {
        var cookies = request.getCookies();
        return Stream.ofNullable(cookies)
                .flatMap(Arrays::stream)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .flatMap(value -> BrowserSecret.parse(value).stream())
                .findFirst();
    }
}
