package io.foodflow.platform.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses belong to the public Internet. By the registries of special-purpose addresses of IANA (RFC 6890 and its
 * updates); an IPv6 address that carries an IPv4 one is judged by that.
 */
final class Networks {

    private static final List<Network> SPECIAL_4 = Network.all(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");
    private static final Network GLOBAL_6 = Network.of("2000::/3");
    private static final List<Network> SPECIAL_6 =
            Network.all("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16");
    private static final List<Network> CARRIES_4 = Network.all("::/96", "64:ff9b::/96");

    private Networks() {}

    /** Whether anybody on the Internet could reach that address too. */
    static boolean isPublic(InetAddress address) {
        if (address instanceof Inet4Address) {
            return SPECIAL_4.stream().noneMatch(network -> network.contains(address));
        }
        if (isMapped(address) || CARRIES_4.stream().anyMatch(network -> network.contains(address))) {
            return isPublic(lastFour(address));
        }
        return GLOBAL_6.contains(address) && SPECIAL_6.stream().noneMatch(network -> network.contains(address));
    }

    /** {@code ::ffff:a.b.c.d}, which Java itself makes an IPv4 address wherever it reads it as text. */
    private static boolean isMapped(InetAddress address) {
        byte[] bytes = address.getAddress();
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return bytes[10] == -1 && bytes[11] == -1;
    }

    private static InetAddress lastFour(InetAddress address) {
        byte[] bytes = address.getAddress();
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, bytes.length - 4, bytes.length));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an IPv4 address", e);
        }
    }
}
