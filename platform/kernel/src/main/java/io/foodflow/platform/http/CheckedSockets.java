package io.foodflow.platform.http;

import io.foodflow.platform.http.CheckedResolver.AddressRefused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import javax.net.SocketFactory;

/**
 * Sockets to hosts that somebody typed in, for what is not spoken over HTTP. Each connects only to an address that may be
 * called ({@link AddressPolicy}): the name is resolved once, at the connection, and the connection is made to what was
 * checked. Thread-safe.
 */
public final class CheckedSockets extends SocketFactory {

    private final AddressPolicy policy;
    private final CheckedResolver resolver;

    /**
     * Sockets to the public Internet and to these.
     *
     * @param allow as {@link OutboundSettings#allow()}
     */
    public CheckedSockets(List<String> allow) {
        this.policy = new AddressPolicy(allow);
        this.resolver = new CheckedResolver(policy);
    }

    /** Why that host may not be connected to, judged by its text; empty if it may, as far as can be seen. */
    public Optional<String> refusal(String host, int port) {
        try {
            var bare = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
            return policy.refusal(new URI("https", null, bare, port, "/", null, null));
        } catch (URISyntaxException e) {
            return Optional.of("'%s' is no host name".formatted(host));
        }
    }

    /** As {@link #refusal}, by what the host resolves to now; empty too where it resolves to nothing. */
    public Optional<String> refusalOnceResolved(String host) {
        try {
            resolver.resolve(host);
            return Optional.empty();
        } catch (AddressRefused e) {
            return Optional.ofNullable(e.getMessage());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    @Override
    public Socket createSocket() {
        return new CheckedSocket(resolver);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(InetSocketAddress.createUnresolved(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(InetSocketAddress.createUnresolved(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    private Socket connected(InetSocketAddress address) throws IOException {
        var socket = createSocket();
        try {
            socket.connect(address);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static final class CheckedSocket extends Socket {

        private final CheckedResolver resolver;

        private CheckedSocket(CheckedResolver resolver) {
            this.resolver = resolver;
        }

        @Override
        public void connect(SocketAddress endpoint) throws IOException {
            connect(endpoint, 0);
        }

        @Override
        public void connect(SocketAddress endpoint, int timeoutMillis) throws IOException {
            if (!(endpoint instanceof InetSocketAddress wanted)) {
                throw new SocketException("only Internet addresses are connected to");
            }
            var permitted = resolver.resolve(wanted.getHostString());
            super.connect(new InetSocketAddress(permitted[0], wanted.getPort()), timeoutMillis);
        }
    }
}
