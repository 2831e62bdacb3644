package io.foodflow.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckedSocketsTest {

    private final CheckedSockets sockets = new CheckedSockets(List.of());

    @Test
    void connectsToWhatIsAllowed() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.78"));
                var socket =
                        new CheckedSockets(List.of("127.0.0.78")).createSocket("127.0.0.78", server.getLocalPort())) {
            assertThat(socket.isConnected()).isTrue();
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
