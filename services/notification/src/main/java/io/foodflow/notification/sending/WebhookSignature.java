package io.foodflow.notification.sending;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signatures of web hooks as Standard Webhooks 1.0 has them: HMAC-SHA256 over id, time and body, by symmetric secrets. */
public final class WebhookSignature {

    private static final String PREFIX = "whsec_";
    private static final int SECRET_BYTES = 32;
    private static final int MOST_SIGNATURES = 4;

    private WebhookSignature() {}

    /** A new secret, as {@code whsec_…}. */
    public static String newSecret(SecureRandom random) {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /** The header's value: one signature for each secret, so that a receiver may know either while it is replaced. */
    static String of(List<String> secrets, String id, long seconds, String body) {
        return secrets.stream()
                .map(secret -> "v1," + signed(secret, "%s.%d.%s".formatted(id, seconds, body)))
                .collect(Collectors.joining(" "));
    }

    /**
     * Whether a body is signed by one of these secrets. The time is the caller's to judge.
     *
     * @param header the signatures as {@code v1,…}, one or more with blanks between
     */
    public static boolean isGood(List<String> secrets, String id, long seconds, byte[] body, String header) {
        var before = "%s.%d.".formatted(id, seconds).getBytes(StandardCharsets.UTF_8);
        var content = ByteBuffer.allocate(before.length + body.length)
                .put(before)
                .put(body)
                .array();
        var given = header.split(" ", MOST_SIGNATURES + 1);
        boolean good = false;
        for (var secret : secrets) {
            var wanted = ("v1," + signed(secret, content)).getBytes(StandardCharsets.UTF_8);
            for (int n = 0; n < Math.min(given.length, MOST_SIGNATURES); n++) {
                good |= MessageDigest.isEqual(wanted, given[n].getBytes(StandardCharsets.UTF_8));
            }
        }
        return good;
    }

    private static String signed(String secret, String content) {
        return signed(secret, content.getBytes(StandardCharsets.UTF_8));
    }

    private static String signed(String secret, byte[] content) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(PREFIX.length())), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks HmacSHA256", e);
        }
    }
}
