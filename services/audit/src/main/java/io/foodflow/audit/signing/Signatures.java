package io.foodflow.audit.signing;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.audit.signing.SigningRefused.Reason;
import io.foodflow.identity.api.ProofApi;
import io.foodflow.identity.api.ProofApi.Evidence;
import io.foodflow.identity.api.ProofApi.Proved;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.Actor;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.web.Cursor;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Signs records of the current tenant, and tells what was signed. Who signs proves anew to be the person; what is signed is the
 * record to the byte as it was shown. No transaction is open while a record is read or a password is hashed; what forbids a
 * signature is looked at once more in the transaction that adds it. Thread-safe.
 */
final class Signatures {

    private final Signables signables;
    private final SignatureRepository repository;
    private final SigningPolicies policies;
    private final Withdrawals withdrawals;
    private final Seals seals;
    private final ProofApi proof;
    private final UnitOfWork work;
    private final Clock clock;

    Signatures(
            Signables signables,
            SignatureRepository repository,
            SigningPolicies policies,
            Withdrawals withdrawals,
            Seals seals,
            ProofApi proof,
            UnitOfWork work,
            Clock clock) {
        this.signables = signables;
        this.repository = repository;
        this.policies = policies;
        this.withdrawals = withdrawals;
        this.seals = seals;
        this.proof = proof;
        this.work = work;
        this.clock = clock;
    }

    /**
     * What somebody wants to sign.
     *
     * @param sha256 of the record as it was shown
     */
    record Wish(
            String type,
            String id,
            String sha256,
            String meaning,
            @Nullable String comment,
            String timeZone,
            Evidence evidence) {}

    /**
     * What somebody would sign, and how.
     *
     * @param password whether there is one to sign with
     * @param held whether another administrator has to confirm first what proves the person
     * @param hindrances by meaning what would forbid it; none if nothing does
     */
    record Preview(
            ExactRecord exact,
            List<SigningPolicy.Meaning> meanings,
            Map<String, Hindrance> hindrances,
            Means means,
            boolean password,
            boolean held) {

        Preview {
            meanings = List.copyOf(meanings);
            hindrances = Map.copyOf(hindrances);
        }
    }

    /** Why a person cannot sign so. */
    enum Hindrance {
        WITHDRAWN,
        SIGNED_BEFORE,
        AUTHOR,
        SIGNED_OTHERWISE
    }

    Preview preview(String type, String id) {
        var signer = caller();
        var exact = signables.current(type, id);
        var means = proof.means();
        return work.readSnapshot(() -> {
            var policy = policies.current();
            var hindrances = new HashMap<String, Hindrance>();
            for (var meaning : policy.meanings()) {
                hindrance(policy, signer, exact, meaning.name())
                        .ifPresent(found -> hindrances.put(meaning.name(), found));
            }
            return new Preview(
                    exact,
                    policy.meanings(),
                    hindrances,
                    means(policy, signer, means.secondFactor()),
                    means.password(),
                    means.held());
        });
    }

    /** Signs, or says why not; what looks like misuse is in the audit trail either way. */
    SigningOutcome sign(Wish wish) {
        var signer = caller();
        var exact = signables.current(wish.type(), wish.id());
        if (!exact.sha256().equals(wish.sha256())) {
            return new SigningOutcome.RecordChanged(wish.sha256(), exact.sha256());
        }
        boolean secondFactor = proof.means().secondFactor();
        record Standing(Optional<SigningOutcome> refusal, Means means) {}
        var standing = work.readSnapshot(() -> {
            var policy = policies.current();
            return new Standing(refusal(policy, signer, exact, wish), means(policy, signer, secondFactor));
        });
        if (standing.refusal().isPresent()) {
            return noted(standing.refusal().get(), signer, wish, exact);
        }
        if (!given(wish.evidence()).containsAll(standing.means().components())) {
            return new SigningOutcome.ProofIncomplete(standing.means());
        }
        try {
            var proved = proof.prove(wish.evidence());
            var now = signables.current(wish.type(), wish.id()); // a proof takes its time
            return now.sha256().equals(exact.sha256())
                    ? add(wish, exact, signer, standing.means(), proved)
                    : new SigningOutcome.RecordChanged(wish.sha256(), now.sha256());
        } catch (Refused e) {
            return noted(e.why, signer, wish, exact);
        } catch (ProblemException e) {
            return noted(new SigningOutcome.ProofRefused(e.problem()), signer, wish, exact);
        }
    }

    private SigningOutcome add(Wish wish, ExactRecord exact, UUID signer, Means means, Proved proved) {
        if (!proved.userId().equals(signer) || !proved.components().containsAll(means.components())) {
            throw new IllegalStateException("identity proved another person, or less than it was asked for");
        }
        return work.write(change -> {
            repository.hold(exact);
            var policy = policies.current();
            var refusal = tooOld(policy, proved).or(() -> refusal(policy, signer, exact, wish));
            if (refusal.isPresent()) {
                throw new Refused(refusal.get()); // what was held is not to stay
            }
            var said = statement(wish, exact, policy, proved);
            var text = said.text();
            var seal = seals.seal(said.signature(), text);
            repository.insert(said, text, seal);
            var signed = RecordSigned.of(said, text);
            change.record(signed, null, signed, said.comment());
            return new SigningOutcome.Signed(repository.find(said.signature()).orElseThrow());
        });
    }

    private Statement statement(Wish wish, ExactRecord exact, SigningPolicy policy, Proved proved) {
        var record = exact.record();
        return new Statement(
                UuidCreator.getTimeOrderedEpoch(),
                CallContext.currentTenant().id().value(),
                new Statement.Of(record.type(), record.id(), record.version(), record.title(), exact.sha256()),
                new Statement.Signer(
                        proved.userId(),
                        proved.email(),
                        "%s %s".formatted(proved.firstName(), proved.lastName()).strip()),
                policy.meaning(wish.meaning()).orElseThrow(),
                wish.comment(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                wish.timeZone(),
                proved.components(),
                CallContext.current().actor().session());
    }

    private Optional<SigningOutcome> refusal(SigningPolicy policy, UUID signer, ExactRecord exact, Wish wish) {
        if (policy.meaning(wish.meaning()).isEmpty()) {
            return Optional.of(new SigningOutcome.MeaningUnknown(policy));
        }
        return hindrance(policy, signer, exact, wish.meaning()).map(found -> switch (found) {
            case WITHDRAWN -> new SigningOutcome.Withdrawn();
            case SIGNED_BEFORE -> new SigningOutcome.SignedBefore();
            case AUTHOR -> new SigningOutcome.SecondPersonDue(true);
            case SIGNED_OTHERWISE -> new SigningOutcome.SecondPersonDue(false);
        });
    }

    private Optional<Hindrance> hindrance(SigningPolicy policy, UUID signer, ExactRecord exact, String meaning) {
        if (withdrawals.find(signer).isPresent()) {
            return Optional.of(Hindrance.WITHDRAWN);
        }
        var type = exact.record().type();
        Set<String> signed = repository.meaningsOf(signer, exact.sha256());
        if (signed.contains(meaning)) {
            return Optional.of(Hindrance.SIGNED_BEFORE);
        }
        if (policy.forbidsAuthor(type, meaning) && repository.isAuthor(signer, exact)) {
            return Optional.of(Hindrance.AUTHOR);
        }
        return policy.forbidsTwice(type, meaning) && !signed.isEmpty()
                ? Optional.of(Hindrance.SIGNED_OTHERWISE)
                : Optional.empty();
    }

    private Optional<SigningOutcome> tooOld(SigningPolicy policy, Proved proved) {
        var days = policy.passwordDays();
        return days != null
                        && proved.passwordSince().plus(Duration.ofDays(days)).isBefore(clock.instant())
                ? Optional.of(new SigningOutcome.PasswordTooOld(days))
                : Optional.empty();
    }

    /** A series is one session of one person, without a longer pause between signatures than the policy allows. */
    private Means means(SigningPolicy policy, UUID signer, boolean secondFactor) {
        var session = CallContext.current().actor().session();
        var last = session == null ? Optional.<Instant>empty() : repository.lastInSession(signer, session);
        var since = clock.instant().minus(Duration.ofMinutes(policy.seriesMinutes()));
        return Means.of(last.filter(at -> at.isAfter(since)).isEmpty(), secondFactor);
    }

    private static List<String> given(Evidence evidence) {
        var given = new ArrayList<String>();
        if (evidence.email() != null) {
            given.add("email");
        }
        if (evidence.password() != null) {
            given.add("password");
        }
        if (evidence.code() != null) {
            given.add("code");
        }
        return given;
    }

    /**
     * Writes down what administrators have to hear of, apart from the caller's idempotency key: that stands for the signature,
     * which may be asked for again with the same one.
     */
    private SigningOutcome noted(SigningOutcome outcome, UUID signer, Wish wish, ExactRecord exact) {
        var reason = switch (outcome) {
            case SigningOutcome.ProofRefused(var problem) -> reason(problem);
            case SigningOutcome.Withdrawn _ -> Reason.WITHDRAWN;
            case SigningOutcome.PasswordTooOld _ -> Reason.PASSWORD_TOO_OLD;
            case SigningOutcome.SecondPersonDue _ -> Reason.SECOND_PERSON;
            case SigningOutcome.Signed _,
                    SigningOutcome.RecordChanged _,
                    SigningOutcome.MeaningUnknown _,
                    SigningOutcome.SignedBefore _,
                    SigningOutcome.ProofIncomplete _ -> null;
        };
        if (reason != null) {
            var of = exact.record();
            CallContext.current()
                    .with(null)
                    .run(() -> work.write(change -> {
                        change.record(
                                new SigningRefused(of.type(), of.id(), signer, wish.meaning(), reason), null, null);
                        return true;
                    }));
        }
        return outcome;
    }

    private static @Nullable Reason reason(Problem problem) {
        return switch (problem.slug()) {
            case "proof-refused" -> Reason.PROOF_REFUSED;
            case "too-many-attempts" -> Reason.LOCKED;
            case "proof-held" -> Reason.HELD;
            default -> null;
        };
    }

    /** Signatures that the filter shows, the newest first. */
    Page<Listed> list(SignatureRepository.Filter filter, PageRequest request) {
        var rows = work.read(() -> repository.list(filter, request.afterId().orElse(null), request.fetch()));
        return Page.of(rows, request, last -> Cursor.after(last.id()));
    }

    /** The record of a signature, as it was signed. */
    Optional<String> document(UUID id) {
        return work.read(() -> repository.document(id));
    }

    Optional<Signature> find(UUID id) {
        return work.read(() -> repository.find(id));
    }

    /** What a stored signature says; empty if it was altered or moved. */
    Optional<Statement> opened(Signature stored) {
        return seals.opened(stored);
    }

    private static UUID caller() {
        var actor = CallContext.current().actor();
        if (actor.kind() != Actor.Kind.USER || actor.id() == null) {
            throw new ProblemException(
                    Problem.of(403, "users-only", "For users only", "only a person signs; a service has no signature"));
        }
        return actor.id();
    }

    /** Undoes a transaction in which it came out that nothing may be signed. */
    private static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient SigningOutcome why;

        private Refused(SigningOutcome why) {
            super(null, null, false, false);
            this.why = why;
        }
    }
}
