package io.foodflow.tenant.tenants;

import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A picture as it was uploaded: PNG, JPEG or WebP, told by its first bytes and not by what the sender says. Its size in
 * pixels is read from its header; nothing is decoded. SVG is refused: it can carry programs.
 *
 * @param mediaType as {@code image/png}
 */
record Logo(String mediaType, Bytes content) {

    static final int MOST_BYTES = 256 * 1024;
    static final int MOST_PIXELS = 1_024;

    /** The bytes of a picture; not to be changed. */
    static final class Bytes {

        private final byte[] array;

        Bytes(byte[] array) {
            this.array = array;
        }

        byte[] array() {
            return array;
        }
    }

    private record Size(int width, int height) {}

    /** Reads an upload, or ends the request with the rule it breaks. */
    static Logo read(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw new ProblemException(Problems.tooLarge(MOST_BYTES));
        }
        var type = type(bytes);
        if (type.isEmpty()) {
            throw new ProblemException(Problem.of(
                    415,
                    "unsupported-picture",
                    "Unsupported picture",
                    "a logo must be a PNG, JPEG or WebP picture; these %d bytes begin like none of them"
                            .formatted(bytes.length)));
        }
        var size = size(type.get(), bytes);
        if (size.isEmpty()) {
            throw new ProblemException(Problems.invalid("logo", "picture", "logo is broken: it has no size in pixels"));
        }
        var pixels = size.get();
        if (pixels.width() < 1 || pixels.height() < 1 || Math.max(pixels.width(), pixels.height()) > MOST_PIXELS) {
            throw new ProblemException(Problems.invalid(
                    "logo",
                    "pixels",
                    "logo must be 1..%1$d by 1..%1$d pixels, was %2$d by %3$d; scale it down"
                            .formatted(MOST_PIXELS, pixels.width(), pixels.height())));
        }
        return new Logo(type.get(), new Bytes(bytes));
    }

    private static Optional<String> type(byte[] bytes) {
        if (startsWith(bytes, 0, new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'})) {
            return Optional.of("image/png");
        }
        if (startsWith(bytes, 0, new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff})) {
            return Optional.of("image/jpeg");
        }
        boolean webp = startsWith(bytes, 0, ascii("RIFF")) && startsWith(bytes, 8, ascii("WEBP"));
        return webp ? Optional.of("image/webp") : Optional.empty();
    }

    private static Optional<Size> size(String type, byte[] bytes) {
        return switch (type) {
            case "image/png" -> png(bytes);
            case "image/jpeg" -> jpeg(bytes);
            default -> webp(bytes);
        };
    }

    /** The first chunk of a PNG is IHDR: width and height. */
    private static Optional<Size> png(byte[] bytes) {
        if (bytes.length < 24 || !startsWith(bytes, 12, ascii("IHDR"))) {
            return Optional.empty();
        }
        var header = ByteBuffer.wrap(bytes);
        return Optional.of(new Size(header.getInt(16), header.getInt(20)));
    }

    /** Goes from segment to segment to the start of frame. */
    private static Optional<Size> jpeg(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        int at = 2;
        while (at + 9 <= bytes.length && in.get(at) == (byte) 0xff) {
            int marker = in.get(at + 1) & 0xff;
            boolean frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
            if (frame) {
                return Optional.of(new Size(in.getShort(at + 7) & 0xffff, in.getShort(at + 5) & 0xffff));
            }
            at += marker == 0xff ? 1 : 2 + (in.getShort(at + 2) & 0xffff);
        }
        return Optional.empty();
    }

    /** The three kinds of first chunk that a WebP has. */
    private static Optional<Size> webp(byte[] bytes) {
        if (bytes.length < 30) {
            return Optional.empty();
        }
        var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return switch (new String(bytes, 12, 4, StandardCharsets.ISO_8859_1)) {
            case "VP8 " -> Optional.of(new Size(in.getShort(26) & 0x3fff, in.getShort(28) & 0x3fff));
            case "VP8L" -> {
                int bits = in.getInt(21);
                yield Optional.of(new Size((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1));
            }
            case "VP8X" -> Optional.of(new Size((in.getInt(24) & 0xffffff) + 1, (in.getInt(26) >>> 8) + 1));
            default -> Optional.empty();
        };
    }

    private static boolean startsWith(byte[] bytes, int from, byte[] wanted) {
        return bytes.length >= from + wanted.length
                && Arrays.equals(bytes, from, from + wanted.length, wanted, 0, wanted.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
