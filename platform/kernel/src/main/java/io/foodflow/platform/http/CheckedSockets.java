package io.foodflow.platform.http;

import io.foodflow.platform.http.CheckedResolver.AddressRefused;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sockets to hosts that somebody typed in, for what is not spoken over HTTP. Each connects only to an address that may be
 * called ({@link AddressPolicy}): the name is resolved once, at the connection, and the connection is made to what was
 * checked. Each ends by itself after a time and after so many bytes that were read, whatever is spoken over it and however slowly:
 * libraries bound each read, not all of them, and not what they keep of it. Thread-safe.
 */
public final class CheckedSockets extends SocketFactory {

    private static final long MOST_BYTES = 1L << 18;

    private final AddressPolicy policy;
    private final CheckedResolver resolver;
    private final Duration total;

    /**
     * Sockets to the public Internet and to these.
     *
     * @param allow as {@link OutboundSettings#allow()}
     * @param total how long a socket lasts from its connection on; then it is closed, and who reads or writes hears of it
     */
    public CheckedSockets(List<String> allow, Duration total) {
        this.policy = new AddressPolicy(allow);
        this.resolver = new CheckedResolver(policy);
        this.total = total;
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
        return new CheckedSocket(resolver, total);
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
        private final Duration total;
        private @Nullable InputStream in;

        private CheckedSocket(CheckedResolver resolver, Duration total) {
            this.resolver = resolver;
            this.total = total;
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
            CompletableFuture.delayedExecutor(total.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread)
                    .execute(this::end);
            super.connect(new InetSocketAddress(permitted[0], wanted.getPort()), timeoutMillis);
        }

        private void end() {
            try {
                close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** One stream for all callers, so that TLS on top counts with what was read before it. */
        @Override
        public synchronized InputStream getInputStream() throws IOException {
            var own = super.getInputStream();
            if (in == null) {
                in = new BoundedInput(own);
            }
            return in;
        }
    }

    /** Fails once more than {@link #MOST_BYTES} were read. */
    private static final class BoundedInput extends FilterInputStream {

        private long left = MOST_BYTES;

        private BoundedInput(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            count(read);
            return read;
        }

        @Override
        public long skip(long bytes) throws IOException {
            long skipped = super.skip(bytes);
            count(skipped);
            return skipped;
        }

        private void count(long read) throws IOException {
            left -= Math.max(read, 0);
            if (left < 0) {
                throw new IOException("the other side sent more than %d bytes".formatted(MOST_BYTES));
            }
        }
    }
}
