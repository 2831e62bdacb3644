package io.foodflow.identity.federation;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The name of a domain as it is compared: lower case, ASCII, two or more labels. */
record DomainName(String text) {

    private static final int LONGEST = 253;
    private static final Pattern FORM =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");

    /** Reads a name as people write it; empty if it is none. */
    static Optional<DomainName> parse(String written) {
        try {
            var ascii = IDN.toASCII(written.strip(), IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
            return ascii.length() <= LONGEST && FORM.matcher(ascii).matches()
                    ? Optional.of(new DomainName(ascii))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
