package io.foodflow.identity.federation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A DNS server on the loopback that knows TXT records and nothing else (RFC 1035 over UDP). */
public final class LocalDns {

    private static final int REFUSED = 5;
    private static final int NO_SUCH_NAME = 3;
    private static final LocalDns ONE = new LocalDns();

    private final DatagramSocket socket;
    private final Map<String, List<String>> records = new ConcurrentHashMap<>();

    private LocalDns() {
        try {
            socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    /** Where it listens, as the settings name a DNS server. */
    public static String address() {
        return "127.0.0.1:" + ONE.socket.getLocalPort();
    }

    /** Lets a domain have these TXT records. */
    static void set(String domain, String... texts) {
        ONE.records.put(domain, List.of(texts));
    }

    private void serve() {
        var buffer = new byte[512];
        try {
            while (true) {
                var packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                var answer = answer(Arrays.copyOf(packet.getData(), packet.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] answer(byte[] question) throws IOException {
        int at = 12;
        var name = new StringBuilder();
        while (question[at] != 0) {
            name.append(new String(question, at + 1, question[at], StandardCharsets.US_ASCII))
                    .append('.');
            at += question[at] + 1;
        }
        var domain = name.substring(0, name.length() - 1);
        var texts = records.getOrDefault(domain, List.of());
        int code = domain.startsWith("broken") ? REFUSED : texts.isEmpty() ? NO_SUCH_NAME : 0;
        var out = new ByteArrayOutputStream();
        out.write(ByteBuffer.allocate(12)
                .put(question, 0, 2)
                .putShort((short) (0x8580 | code))
                .putShort((short) 1)
                .putShort((short) texts.size())
                .putInt(0)
                .array());
        out.write(question, 12, at + 5 - 12);
        for (var text : texts) {
            var bytes = text.getBytes(StandardCharsets.US_ASCII);
            out.write(ByteBuffer.allocate(13 + bytes.length)
                    .putShort((short) 0xC00C)
                    .putShort((short) 16)
                    .putShort((short) 1)
                    .putInt(0)
                    .putShort((short) (bytes.length + 1))
                    .put((byte) bytes.length)
                    .put(bytes)
                    .array());
        }
        return out.toByteArray();
    }
}
