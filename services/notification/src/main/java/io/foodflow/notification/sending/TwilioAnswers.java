package io.foodflow.notification.sending;

import io.foodflow.notification.sending.Sent.AddressRefused.Cause;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What Twilio says about a message afterwards (status call-backs of its Messages resource).
 *
 * @param status as {@code delivered} or {@code undelivered}
 * @param errorCode Twilio's; 0 where nothing went wrong
 */
public record TwilioAnswers(String status, int errorCode) {

    /** Bytes of a call at most. */
    public static final int LONGEST_BODY = 16_384;

    private static final int MOST_FIELDS = 100;
    private static final Pattern CODE = Pattern.compile("[0-9]{1,6}");

    /** Why no message reaches that number, if it is said. */
    public Optional<Cause> addressRefused() {
        return status.equals("undelivered") || status.equals("failed")
                ? TwilioClient.cause(errorCode)
                : Optional.empty();
    }

    /**
     * Reads a call; empty if the account's token has not signed it.
     *
     * @param address that was called, as Twilio was told it
     * @param signature HMAC-SHA1 of the address and the fields by their names, as {@code X-Twilio-Signature} has it
     * @param body a form
     */
    public static Optional<TwilioAnswers> read(Destination.Twilio account, URI address, String signature, byte[] body) {
        if (body.length > LONGEST_BODY) {
            return Optional.empty();
        }
        try {
            var fields = fields(new String(body, StandardCharsets.UTF_8));
            var content = new StringBuilder(address.toString());
            fields.forEach((name, value) -> content.append(name).append(value));
            var wanted = signed(account.authToken(), content.toString());
            if (!MessageDigest.isEqual(
                            wanted.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8))
                    || !account.accountSid().equals(fields.get("AccountSid"))) {
                return Optional.empty();
            }
            var code = fields.getOrDefault("ErrorCode", "");
            return Optional.of(new TwilioAnswers(
                    fields.getOrDefault("MessageStatus", ""),
                    CODE.matcher(code).matches() ? Integer.parseInt(code) : 0));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no form
        }
    }

    /** By name; one that comes twice makes it no form of Twilio's. */
    private static Map<String, String> fields(String form) {
        var fields = new TreeMap<String, String>();
        var pairs = form.split("&", MOST_FIELDS + 1);
        if (pairs.length > MOST_FIELDS) {
            throw new IllegalArgumentException("too many fields");
        }
        for (var pair : pairs) {
            int middle = pair.indexOf('=');
            var name = URLDecoder.decode(middle < 0 ? pair : pair.substring(0, middle), StandardCharsets.UTF_8);
            var value = middle < 0 ? "" : URLDecoder.decode(pair.substring(middle + 1), StandardCharsets.UTF_8);
            if (!name.isEmpty() && fields.put(name, value) != null) {
                throw new IllegalArgumentException("a field twice");
            }
        }
        return fields;
    }

    private static String signed(String token, String content) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks HmacSHA1", e);
        }
    }
}
