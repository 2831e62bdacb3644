package io.foodflow.engine.epcis.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the first bytes of a document: which encoding, XML or not. A byte order mark is taken off; UTF-16 and UTF-32
 * are known by their mark or by their zero bytes.
 *
 * @param in the bytes behind the mark
 * @param charset the encoding; UTF-8 when nothing says otherwise
 * @param first the first character that is no white space; 0 when there is none near the start
 */
record Sniffer(InputStream in, Charset charset, char first) {

    private static final int LOOK_AHEAD = 8192;
    private static final Pattern XML_ENCODING =
            Pattern.compile("^<\\?xml[^>]{0,200}?encoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]{0,40})[\"']");

    static Sniffer of(InputStream in) throws IOException {
        byte[] head = in.readNBytes(LOOK_AHEAD);
        Charset charset = byMark(head);
        int skip = charset == null
                ? 0
                : charset.equals(StandardCharsets.UTF_8) ? 3 : charset.name().startsWith("UTF-32") ? 4 : 2;
        if (charset == null) {
            charset = byZeros(head);
        }
        String start = new String(head, skip, head.length - skip, charset);
        char first = 0;
        for (int i = 0; i < start.length() && first == 0; i++) {
            if (start.charAt(i) > ' ') {
                first = start.charAt(i);
            }
        }
        InputStream rest = new SequenceInputStream(new ByteArrayInputStream(head, skip, head.length - skip), in);
        return new Sniffer(rest, charset, first);
    }

    private static @Nullable Charset byMark(byte[] b) {
        int first = at(b, 0) << 8 | at(b, 1);
        if (first == 0xefbb && at(b, 2) == 0xbf) {
            return StandardCharsets.UTF_8;
        }
        if (first == 0xfffe) {
            return at(b, 2) == 0 && at(b, 3) == 0 && b.length > 3
                    ? Charset.forName("UTF-32LE")
                    : StandardCharsets.UTF_16LE;
        }
        if (first == 0xfeff) {
            return StandardCharsets.UTF_16BE;
        }
        return first == 0 && at(b, 2) == 0xfe && at(b, 3) == 0xff ? Charset.forName("UTF-32BE") : null;
    }

    private static Charset byZeros(byte[] b) {
        if (b.length >= 4) {
            if (b[0] == 0 && b[1] == 0 && b[2] == 0 && b[3] != 0) {
                return Charset.forName("UTF-32BE");
            }
            if (b[0] != 0 && b[1] == 0 && b[2] == 0 && b[3] == 0) {
                return Charset.forName("UTF-32LE");
            }
            if (b[0] == 0 && b[1] != 0 && b[2] == 0) {
                return StandardCharsets.UTF_16BE;
            }
            if (b[0] != 0 && b[1] == 0 && b[3] == 0) {
                return StandardCharsets.UTF_16LE;
            }
        }
        return StandardCharsets.UTF_8;
    }

    private static int at(byte[] b, int i) {
        return i < b.length ? b[i] & 0xff : -1;
    }

    /** The bytes in UTF-8, as the JSON parser wants them. */
    InputStream utf8() {
        return charset.equals(StandardCharsets.UTF_8) ? in : new Transcoder(strict(charset));
    }

    /** The characters, by the encoding that the XML declaration names; null when that encoding is unknown. */
    @Nullable
    Reader xmlReader() throws IOException {
        if (!charset.equals(StandardCharsets.UTF_8)) {
            return strict(charset);
        }
        byte[] head = in.readNBytes(256);
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), in);
        Matcher declared = XML_ENCODING.matcher(new String(head, StandardCharsets.ISO_8859_1));
        Charset named = StandardCharsets.UTF_8;
        if (declared.find()) {
            String name = declared.group(1);
            if (!Charset.isSupported(name)) {
                return null;
            }
            named = Charset.forName(name);
            if (named.name().startsWith("UTF-16") || named.name().startsWith("UTF-32")) {
                named = StandardCharsets.UTF_8;
            }
        }
        return new Sniffer(whole, named, first).strict(named);
    }

    private Reader strict(Charset named) {
        return new InputStreamReader(
                in,
                named.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    /** Characters as UTF-8 bytes. */
    private static final class Transcoder extends InputStream {
        private final Reader reader;
        private final char[] chars = new char[4096];
        private byte[] bytes = new byte[0];
        private int at;
        private int carried;

        Transcoder(Reader reader) {
            this.reader = reader;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] b, int off, int len) throws IOException {
            while (at == bytes.length) {
                int n = reader.read(chars, carried, chars.length - carried);
                if (n < 0) {
                    return -1;
                }
                int end = carried + n;
                boolean split = Character.isHighSurrogate(chars[end - 1]);
                bytes = new String(chars, 0, split ? end - 1 : end).getBytes(StandardCharsets.UTF_8);
                at = 0;
                carried = split ? 1 : 0;
                if (split) {
                    chars[0] = chars[end - 1];
                }
            }
            int n = Math.min(len, bytes.length - at);
            System.arraycopy(bytes, at, b, off, n);
            at += n;
            return n;
        }
    }

    /** Whether the exception says that bytes do not fit the encoding. */
    static boolean isEncodingFault(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CharacterCodingException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return "Sniffer[" + charset + ", " + Arrays.toString(new char[] {first}) + "]";
    }
}
