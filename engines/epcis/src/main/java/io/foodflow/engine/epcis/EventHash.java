package io.foodflow.engine.epcis;

import io.foodflow.engine.epcis.internal.PreHash;
import io.foodflow.engine.epcis.model.EpcisEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/**
 * The event hash id of the Core Business Vocabulary 2.0, section 8.9: the same event has the same id in XML and in JSON,
 * with EPC URNs and with Digital Links, however its lists are ordered; what a repository adds ({@code eventID},
 * {@code recordTime}) and an error declaration do not count.
 *
 * <p>The text that is hashed is built as the authors' reference implementation builds it, which its published vectors
 * fix where the standard's words leave room: business transactions, sources and destinations stand with their type in
 * front, behind the sensor data, in alphabetical order together with master data and extensions. Linear in the size of
 * the event but for the sorting of its lists. Safe for use by several threads.
 *
 * @see <a href="https://ref.gs1.org/standards/cbv/">CBV 2.0, section 8.9</a>
 * @see <a href="https://github.com/RalphTro/epcis-event-hash-generator">reference implementation and vectors</a>
 */
public final class EventHash {

    private EventHash() {}

    /** The id, {@code ni:///sha-256;<64 hexadecimal digits>?ver=CBV2.0}. */
    public static String id(EpcisEvent event) {
        return id(event, Set.of());
    }

    /**
     * The id without some extension fields.
     *
     * @param ignored top-level extension fields as {@code {namespace}name}, see {@link DocumentInfo#ignoredByHash}
     */
    public static String id(EpcisEvent event, Set<String> ignored) {
        byte[] digest = sha256(preHash(event, ignored));
        return "ni:///sha-256;" + HexFormat.of().formatHex(digest) + "?ver=CBV2.0";
    }

    /** The canonical text that is hashed. */
    public static String preHash(EpcisEvent event) {
        return preHash(event, Set.of());
    }

    /** The canonical text that is hashed, without some extension fields. */
    public static String preHash(EpcisEvent event, Set<String> ignored) {
        return PreHash.of(event, ignored);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
