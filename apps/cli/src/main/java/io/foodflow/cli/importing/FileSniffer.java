package io.foodflow.cli.importing;

import io.foodflow.cli.importing.FileContent.EpcisDocument;
import io.foodflow.cli.importing.FileContent.Foreign;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells what a file holds by reading no more of it than needed: the root element of XML, the members at the top of JSON. A
 * file that is damaged but names EPCIS in its first 64 KiB counts as EPCIS, so that the server says what is wrong with it.
 */
final class FileSniffer {
    private static final int HEAD_BYTES = 64 << 10;

    private FileSniffer() {}

    static FileContent sniff(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(HEAD_BYTES);
            return switch (firstCharacter(head)) {
                case '<' -> XmlSniffer.sniff(file, claimsEpcis(head));
                case '{', '[' -> JsonSniffer.sniff(file, claimsEpcis(head));
                case 0 -> new Foreign("it is empty");
                default -> new Foreign("it is neither JSON nor XML");
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first byte that is no white space and no part of a byte-order mark or of UTF-16; 0 where there is none. */
    private static char firstCharacter(byte[] head) {
        for (byte each : head) {
            boolean mark = each == (byte) 0xEF
                    || each == (byte) 0xBB
                    || each == (byte) 0xBF
                    || each == (byte) 0xFE
                    || each == (byte) 0xFF;
            if (each != 0 && !mark && !Character.isWhitespace(each)) return (char) (each & 0xFF);
        }
        return 0;
    }

    private static boolean claimsEpcis(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1).replace("\0", "");
        return text.contains("EPCISDocument") || text.contains("EPCISQueryDocument") || text.contains("eventTime");
    }

    /** For a file that broke off while it was sniffed. */
    static FileContent damaged(boolean claimsEpcis, String contentType, String format, Exception reason) {
        if (claimsEpcis) return new EpcisDocument(contentType);
        String message = String.valueOf(reason.getMessage()).lines().findFirst().orElse("");
        return new Foreign("it is not valid " + format + ": " + message.strip());
    }
}
