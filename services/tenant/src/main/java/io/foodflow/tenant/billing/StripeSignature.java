package io.foodflow.tenant.billing;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether Stripe sent what claims to come from it: HMAC-SHA-256 over time and body under one of our secrets, compared in
 * constant time by Stripe's own client, and no older or newer than {@value #TOLERANCE_SECONDS} s.
 */
final class StripeSignature {

    static final int TOLERANCE_SECONDS = 300;
    private static final int LONGEST_HEADER = 4_096;
    private static final Pattern TIME = Pattern.compile("(?:^|,)t=(\\d{1,12})(?:,|$)");

    private final List<String> secrets;
    private final Clock clock;

    StripeSignature(List<String> secrets, Clock clock) {
        this.secrets = List.copyOf(secrets);
        this.clock = clock;
    }

    boolean isGood(String body, @Nullable String header) {
        return header != null
                && header.length() <= LONGEST_HEADER
                && isOfNow(header)
                && secrets.stream().anyMatch(secret -> isSigned(body, header, secret));
    }

    private boolean isOfNow(String header) {
        var time = TIME.matcher(header);
        return time.find()
                && Math.abs(clock.instant().getEpochSecond() - Long.parseLong(time.group(1))) <= TOLERANCE_SECONDS;
    }

    private boolean isSigned(String body, String header, String secret) {
        try {
            return Webhook.Signature.verifyHeader(body, header, secret, TOLERANCE_SECONDS, clock);
        } catch (SignatureVerificationException e) {
            return false;
        }
    }
}
