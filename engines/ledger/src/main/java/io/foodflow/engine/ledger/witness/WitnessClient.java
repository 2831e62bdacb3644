package io.foodflow.engine.ledger.witness;

import io.foodflow.engine.ledger.LedgerHead;
import io.foodflow.engine.ledger.merkle.ConsistencyProof;
import io.foodflow.engine.ledger.notes.Decimal;
import io.foodflow.engine.ledger.notes.MalformedNoteException;
import io.foodflow.engine.ledger.notes.NoteSignature;
import io.foodflow.engine.ledger.notes.NoteVerifier;
import io.foodflow.engine.ledger.witness.WitnessOutcome.Behind;
import io.foodflow.engine.ledger.witness.WitnessOutcome.Contradicted;
import io.foodflow.engine.ledger.witness.WitnessOutcome.Cosigned;
import io.foodflow.engine.ledger.witness.WitnessOutcome.Refused;
import io.foodflow.engine.ledger.witness.WitnessOutcome.Unreachable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongFunction;

/**
 * Asks a witness to sign checkpoints. The address is the operator's; redirects are not followed, an answer of more than
 * 64 KiB is none, and nothing in it is believed but signatures of the key that one knows. Safe for use by several threads.
 */
public final class WitnessClient {

    private static final int MOST_BYTES = 64 << 10;
    /** Others may have the witness sign in between; so many times it is asked again with the size it tells. */
    private static final int ATTEMPTS = 4;

    private final HttpClient http;
    private final URI address;
    private final NoteVerifier witness;
    private final Duration timeout;

    /**
     * A client of one witness.
     *
     * @param http must not follow redirects
     * @param prefix before {@code /add-checkpoint}
     * @param witness its key
     */
    public WitnessClient(HttpClient http, URI prefix, NoteVerifier witness, Duration timeout) {
        if (http.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException("the client of a witness must not follow redirects");
        }
        this.http = http;
        var base = prefix.toString();
        this.address = URI.create((base.endsWith("/") ? base : base + "/") + "add-checkpoint");
        this.witness = witness;
        this.timeout = timeout;
    }

    /**
     * Asks for a signature. Blocks until the witness has answered, or the time is over.
     *
     * @param oldSize that it signed last, as far as one knows; it tells when that is wrong
     * @param proofs of consistency from a size to that of the head
     */
    public WitnessOutcome cosign(LedgerHead head, long oldSize, LongFunction<ConsistencyProof> proofs) {
        long old = Math.min(oldSize, head.size());
        try {
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                var answer = post(AddCheckpoint.of(proofs.apply(old), head.note()));
                if (answer.status() != 409) {
                    return outcome(answer, head, old);
                }
                long size = Decimal.parse(answer.body().strip());
                if (size == old) {
                    return new Contradicted(size);
                }
                if (size > head.size()) {
                    return new Behind(size);
                }
                old = size;
            }
            return new Unreachable("the witness told another size each time it was asked");
        } catch (MalformedNoteException e) {
            return new Unreachable("not the answer of a witness: " + e.getMessage());
        } catch (IOException e) {
            return new Unreachable(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Unreachable("interrupted");
        }
    }

    private WitnessOutcome outcome(Answer answer, LedgerHead head, long old) {
        return switch (answer.status()) {
            case 200 -> cosigned(answer.body(), head);
            case 422 -> new Contradicted(old);
            default -> new Refused(answer.status(), answer.body().strip());
        };
    }

    private WitnessOutcome cosigned(String body, LedgerHead head) {
        for (var signature : body.lines().map(NoteSignature::parse).toList()) {
            var time = witness.cosignedAt(head.note().text(), signature);
            if (time.isPresent()) {
                return new Cosigned(head.note().with(List.of(signature)), time.get());
            }
        }
        return new Unreachable("the answer has no signature of " + witness.text());
    }

    private record Answer(int status, String body) {}

    private Answer post(AddCheckpoint request) throws IOException, InterruptedException {
        var post = HttpRequest.newBuilder(address)
                .timeout(timeout)
                .POST(HttpRequest.BodyPublishers.ofByteArray(request.encoded()))
                .build();
        var response = http.sendAsync(post, BodyHandlers.limiting(BodyHandlers.ofString(), MOST_BYTES));
        try {
            var answer = response.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(answer.statusCode(), answer.body());
        } catch (TimeoutException e) {
            response.cancel(true);
            throw new IOException("no answer within " + timeout, e);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        }
    }
}
