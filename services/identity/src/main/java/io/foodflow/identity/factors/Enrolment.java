package io.foodflow.identity.factors;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A secret to be taken into an authenticator application, shown once.
 *
 * @param secret Base 32, for typing
 * @param otpauthUri the same for scanning, in the form that authenticator applications read
 */
public record Enrolment(String secret, String otpauthUri) {

    static Enrolment of(byte[] secret, String email, String tenant) {
        var text = Base32.encode(secret);
        var issuer = "FoodFlow " + tenant;
        var uri = "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=%d&period=%d"
                .formatted(encoded(issuer), encoded(email), text, encoded(issuer), Totp.DIGITS, Totp.STEP_SECONDS);
        return new Enrolment(text, uri);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "Enrolment[]";
    }
}
