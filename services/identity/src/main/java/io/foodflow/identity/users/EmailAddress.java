package io.foodflow.identity.users;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An e-mail address as it is compared: without blanks around it, NFC, lower case. Of RFC 5321 the everyday part: up to
 * 64 characters without blanks, quotes or controls, an {@code @}, and a domain of two or more labels; 254 in all.
 */
public record EmailAddress(String text) {

    private static final int LONGEST = 254;
    private static final String LABEL = "[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?";
    private static final Pattern FORM = Pattern.compile(
            "(?!\\.)[\\p{L}\\p{M}\\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}(?<!\\.)@(?:" + LABEL + "\\.)+" + LABEL);

    public EmailAddress {
        if (text.length() > LONGEST
                || text.contains("..")
                || !FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not an e-mail address in its normal form");
        }
    }

    /** Reads an address as people write it; empty if it is none. */
    public static Optional<EmailAddress> parse(String written) {
        if (written.length() > 4 * LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(new EmailAddress(
                    Normalizer.normalize(written.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What follows the {@code @}. */
    public String domain() {
        return text.substring(text.lastIndexOf('@') + 1);
    }

    @Override
    public String toString() {
        return text;
    }
}
