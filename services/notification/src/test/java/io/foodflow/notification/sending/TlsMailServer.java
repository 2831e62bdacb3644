package io.foodflow.notification.sending;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A mail server that speaks TLS from the first byte, when asked by STARTTLS, or not at all. */
final class TlsMailServer implements AutoCloseable {

    /** When it begins TLS. */
    enum Begin {
        AT_ONCE,
        WHEN_ASKED,
        NEVER
    }

    private final ServerSocket listening;
    private final SSLContext tls;
    private final Begin begin;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> mails = new CopyOnWriteArrayList<>();

    TlsMailServer(String host, SSLContext tls, Begin begin) throws IOException {
        this.listening = new ServerSocket(0, 10, InetAddress.getByName(host));
        this.tls = tls;
        this.begin = begin;
        Thread.ofVirtual().start(this::listen);
    }

    int port() {
        return listening.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    /** What was sent to it, each with {@code TLS} or {@code clear} before it. */
    List<String> mails() {
        return List.copyOf(mails);
    }

    private void listen() {
        while (!listening.isClosed()) {
            try {
                var socket = listening.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            if (begin == Begin.AT_ONCE) {
                speak(secured(socket), true);
            } else if (!speak(socket, false)) {
                speak(secured(socket), true);
            }
        } catch (IOException e) {
            // The other side did not like what it saw.
        }
    }

    private Socket secured(Socket socket) throws IOException {
        var secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        secured.setUseClientMode(false);
        secured.startHandshake();
        return secured;
    }

    /** Speaks until the end, or, which is false, until TLS is to begin. */
    private boolean speak(Socket socket, boolean secure) throws IOException {
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        if (!secure || begin == Begin.AT_ONCE) {
            say(socket, "220 here");
        }
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            switch (line.split(" ")[0]) {
                case "EHLO" -> say(socket, secure || begin == Begin.NEVER ? "250 here" : "250-here\r\n250 STARTTLS");
                case "STARTTLS" -> {
                    say(socket, "220 begin");
                    return false;
                }
                case "DATA" -> {
                    say(socket, "354 go on");
                    var mail = new StringBuilder(secure ? "TLS" : "clear");
                    for (var text = in.readLine(); text != null && !text.equals("."); text = in.readLine()) {
                        mail.append('\n').append(text);
                    }
                    mails.add(mail.toString());
                    say(socket, "250 taken");
                }
                case "QUIT" -> {
                    say(socket, "221 bye");
                    return true;
                }
                default -> say(socket, "250 yes");
            }
        }
        return true;
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
