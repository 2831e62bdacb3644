package io.foodflow.platform.audit;

import io.foodflow.engine.ledger.notes.KeyType;
import io.foodflow.engine.ledger.notes.MalformedNoteException;
import io.foodflow.engine.ledger.notes.NoteVerifier;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the audit ledgers are kept.
 *
 * @param keyFile the key that signs them; {@code secret/ledger.key} in the installation's folder if absent. Made when there
 *     is none
 * @param name what a key is called that is made: the beginning of the origins of all ledgers. Drawn if absent
 * @param witnesses each as {@code <address> <verifier key>}; all are asked to sign each ledger
 * @param witnessMillis how long a witness may take to answer
 * @param batch entries appended at once, 1 to 8,192
 */
@ConfigurationProperties("foodflow.audit")
public record AuditSettings(
        @Nullable Path keyFile,
        @Nullable String name,
        @DefaultValue List<String> witnesses,
        @DefaultValue("5000") int witnessMillis,
        @DefaultValue("500") int batch) {

    private static final int MOST_AT_ONCE = 8_192;

    public AuditSettings {
        witnesses = List.copyOf(witnesses);
        witnesses.forEach(AuditSettings::witness);
        if (batch < 1 || batch > MOST_AT_ONCE) {
            throw new IllegalArgumentException(
                    "foodflow.audit.batch must be 1..%d, was %d".formatted(MOST_AT_ONCE, batch));
        }
        if (witnessMillis < 1) {
            throw new IllegalArgumentException(
                    "foodflow.audit.witness-millis must be positive, was %d".formatted(witnessMillis));
        }
    }

    /** Somebody who signs ledgers that only continue themselves. */
    record WitnessAddress(URI address, NoteVerifier key) {}

    /** Who is asked. */
    List<WitnessAddress> asked() {
        return witnesses.stream().map(AuditSettings::witness).toList();
    }

    private static WitnessAddress witness(String text) {
        var parts = List.of(text.strip().split("\\s+", -1));
        try {
            var address = URI.create(parts.getFirst());
            boolean web = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
            if (parts.size() == 2 && web) {
                var key = NoteVerifier.parse(parts.getLast());
                if (key.type() == KeyType.COSIGNATURE_V1) {
                    return new WitnessAddress(address, key);
                }
            }
        } catch (MalformedNoteException | IllegalArgumentException e) {
            throw new IllegalArgumentException(refusal(text), e);
        }
        throw new IllegalArgumentException(refusal(text));
    }

    private static String refusal(String text) {
        return "foodflow.audit.witnesses must each be '<http or https address> <a witness's verifier key>', was '%s'"
                .formatted(text);
    }
}
