package io.foodflow.platform.http;

import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What may be called: {@code http} and {@code https} addresses of the public Internet, and whatever the settings allow
 * besides. A name is judged by what it resolves to, so nothing here resolves names.
 */
final class AddressPolicy {

    private static final Pattern DOTTED = Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0[xX][0-9a-fA-F]*");

    private final Set<String> allowedHosts = new HashSet<>();
    private final List<Network> allowedNetworks = new ArrayList<>();

    AddressPolicy(List<String> allow) {
        for (var entry : allow) {
            Network.find(entry)
                    .ifPresentOrElse(allowedNetworks::add, () -> allowedHosts.add(entry.toLowerCase(Locale.ROOT)));
        }
    }

    /** Why this address may not be called, judged by its text; empty if it may, as far as can be seen. */
    Optional<String> refusal(URI uri) {
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return Optional.of("only http and https may be called, was '%s'".formatted(scheme));
        }
        if (uri.getRawUserInfo() != null) {
            return Optional.of("an address must not carry a user or password; send a header");
        }
        var host = uri.getHost();
        if (host == null || host.isEmpty()) {
            return Optional.of("the address has no host that can be read");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            return Optional.of("the port must be 1..65535, was " + uri.getPort());
        }
        return literalRefusal(bare(host));
    }

    /** Whether this address, which a host resolved to, may be called. */
    boolean permits(String host, InetAddress address) {
        return allowedHosts.contains(bare(host).toLowerCase(Locale.ROOT))
                || allowedNetworks.stream().anyMatch(network -> network.contains(address))
                || Networks.isPublic(address);
    }

    private Optional<String> literalRefusal(String host) {
        var labels = host.split("\\.", -1);
        var last = labels.length > 1 && labels[labels.length - 1].isEmpty()
                ? labels[labels.length - 2]
                : labels[labels.length - 1];
        if (host.contains(":") || DOTTED.matcher(host).matches()) {
            var address = literal(host);
            if (address.isEmpty()) {
                return Optional.of("'%s' is no address".formatted(host));
            }
            return permits(host, address.get()) ? Optional.empty() : Optional.of(privateAddress(host));
        }
        if (NUMBER.matcher(last).matches()) {
            return Optional.of("an IPv4 address must be written as four decimal numbers, was '%s'".formatted(host));
        }
        try {
            IDN.toASCII(host, IDN.USE_STD3_ASCII_RULES);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("'%s' is no host name".formatted(host));
        }
    }

    static String privateAddress(String host) {
        return "'%s' is not an address of the public Internet; foodflow.http.allow names exceptions".formatted(host);
    }

    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
