package io.foodflow.platform.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves a host once for each connection and gives only addresses that may be called. The connection is made to just
 * these, so a name that answers differently the next time it is asked gains nothing.
 */
final class CheckedResolver implements DnsResolver {

    private final AddressPolicy policy;

    CheckedResolver(AddressPolicy policy) {
        this.policy = policy;
    }

    /** The host is there but is not one to call. */
    static final class AddressRefused extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        AddressRefused(String host) {
            super(AddressPolicy.privateAddress(host));
        }
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        var permitted = Arrays.stream(InetAddress.getAllByName(host))
                .filter(address -> policy.permits(host, address))
                .toArray(InetAddress[]::new);
        if (permitted.length == 0) {
            throw new AddressRefused(host);
        }
        return permitted;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
