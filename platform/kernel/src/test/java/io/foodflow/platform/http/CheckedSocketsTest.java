package io.foodflow.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckedSocketsTest {

    private static final String HOST = "127.0.0.78";

    private final CheckedSockets sockets = new CheckedSockets(List.of(), Duration.ofSeconds(20));

    @Test
    void connectsToWhatIsAllowed() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.ofLiteral(HOST));
                var socket = allowing(Duration.ofSeconds(20)).createSocket(HOST, server.getLocalPort())) {
            assertThat(socket.isConnected()).isTrue();
        }
    }

    private static CheckedSockets allowing(Duration total) {
        return new CheckedSockets(List.of(HOST), total);
    }

    @Test
    void readsSoManyBytesAndNoMore() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.ofLiteral(HOST));
                var socket = allowing(Duration.ofSeconds(20)).createSocket(HOST, server.getLocalPort());
                var other = server.accept()) {
            Thread.ofVirtual().start(() -> write(other, 262_145));
            assertThat(socket.getInputStream().readNBytes(262_143)).hasSize(262_143);
            assertThat(socket.getInputStream().read()).isZero();
            var in = socket.getInputStream();
            assertThatThrownBy(in::readAllBytes).hasMessage("the other side sent more than 262144 bytes");
        }
    }

    private static void write(Socket socket, int bytes) {
        try {
            socket.getOutputStream().write(new byte[bytes]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Timeout(30)
    void endsAfterItsTimeWhetherItReadsOrWrites() throws IOException {
        try (var server = new ServerSocket(0, 2, InetAddress.ofLiteral(HOST));
                var reading = allowing(Duration.ofMillis(100)).createSocket(HOST, server.getLocalPort());
                var writing = allowing(Duration.ofMillis(100)).createSocket(HOST, server.getLocalPort())) {
            assertThatThrownBy(() -> reading.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThatThrownBy(() -> writing.getOutputStream().write(new byte[1 << 26]))
                    .isInstanceOf(SocketException.class);
            assertThat(reading.isClosed()).isTrue();
        }
    }

    @Test
    void connectsToNothingElseInWhateverWayItIsAsked() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = server.getLocalPort();
            var address = server.getInetAddress();
            assertThatThrownBy(() -> sockets.createSocket("localhost", port)).isInstanceOf(UnknownHostException.class);
            assertThatThrownBy(() -> sockets.createSocket(address, port)).isInstanceOf(UnknownHostException.class);
            assertThatThrownBy(() -> sockets.createSocket("localhost", port, address, 0))
                    .isInstanceOf(UnknownHostException.class);
            assertThatThrownBy(() -> sockets.createSocket(address, port, address, 0))
                    .isInstanceOf(UnknownHostException.class);
            try (var socket = sockets.createSocket()) {
                assertThatThrownBy(() -> socket.connect(new InetSocketAddress(address, port)))
                        .isInstanceOf(UnknownHostException.class);
                assertThatThrownBy(() -> socket.connect(new InetSocketAddress(address, port), 1_000))
                        .isInstanceOf(UnknownHostException.class);
            }
            server.setSoTimeout(1);
            assertThatThrownBy(server::accept).isInstanceOf(java.net.SocketTimeoutException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0x7f000001", "[::1]", "::1", "10.0.0.1", "a b", "mail server", ""})
    void refusesHostsByTheirText(String host) {
        assertThat(sockets.refusal(host, 25)).isPresent();
    }

    @Test
    void refusesNamesByWhatTheyResolveTo() {
        assertThat(sockets.refusal("localhost", 25)).isEmpty();
        assertThat(sockets.refusalOnceResolved("localhost")).isPresent();
        assertThat(sockets.refusalOnceResolved("1.1.1.1")).isEmpty();
        assertThat(sockets.refusal("mail.example.com", 587)).isEmpty();
    }
}
