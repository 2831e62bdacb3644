package io.foodflow.platform.web;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body may not grow past a limit, whether its length was declared or not, and whose body's SHA-256 is
 * known once it was read. The limit is the request attribute {@link #LIMIT}, which the operation's {@link BodyLimit}
 * sets before anything is read; without it the body is not bounded here.
 */
final class BodyReader extends HttpServletRequestWrapper {

    static final String LIMIT = BodyReader.class.getName() + ".limit";

    private final MessageDigest digest;
    private @Nullable Stream stream;

    BodyReader(HttpServletRequest request) {
        super(request);
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256", e);
        }
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (stream == null) {
            stream = new Stream(super.getInputStream());
        }
        return stream;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    /** Reads what nobody read yet and gives the hash of the whole body, hexadecimal. */
    String digestOfAll() {
        try {
            byte[] buffer = new byte[8_192];
            var in = getInputStream();
            int got = 0;
            while (got >= 0) {
                got = in.read(buffer);
            }
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the request's body", e);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-256 cannot be cloned", e);
        }
    }

    private final class Stream extends ServletInputStream {

        private final ServletInputStream in;
        private long seen;

        Stream(ServletInputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            int next = in.read();
            if (next >= 0) {
                digest.update((byte) next);
                count(1);
            }
            return next;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int got = in.read(into, offset, length);
            if (got > 0) {
                digest.update(into, offset, got);
                count(got);
            }
            return got;
        }

        private void count(int bytes) {
            seen += bytes;
            if (getAttribute(LIMIT) instanceof Long limit && seen > limit) {
                throw new ProblemException(Problems.tooLarge(limit));
            }
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }
    }
}
