package io.foodflow.audit.signing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.foodflow.audit.signing.SignatureRepository.Filter;
import io.foodflow.audit.signing.SigningPolicy.Meaning;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.Problem.FieldError;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/audit/signatures")
@Tag(
        name = "Signatures",
        description = "Electronic signatures on records: printed name, time, meaning, bound to the exact record")
final class SignatureController {

    private final Signatures signatures;
    private final Signables signables;

    SignatureController(Signatures signatures, Signables signables) {
        this.signatures = signatures;
        this.signables = signables;
    }

    @GetMapping("/preview")
    @RequiresPermission("signature:sign")
    @Operation(
            summary = "Get a record as it would be signed, and what signing it needs",
            description =
                    "needs says what to send: email and password (with a second factor: password and code) at first, the"
                            + " password alone within a series of one session. A meaning with a hindrance is not the caller's to sign.")
    PreviewView preview(
            @RequestParam(name = "resource_type", required = false) @Nullable String resourceType,
            @RequestParam(name = "resource_id", required = false) @Nullable String resourceId) {
        var named = new SignatureFields().named(resourceType, resourceId);
        var preview = signatures.preview(named.type(), named.id());
        var record = preview.exact().record();
        return new PreviewView(
                record.type(),
                record.id(),
                record.version(),
                record.title(),
                preview.exact().sha256(),
                record.facts(),
                preview.meanings().stream()
                        .map(meaning -> new MeaningView(
                                meaning.name(), meaning.title(), word(preview.hindrances(), meaning.name())))
                        .toList(),
                preview.means().components(),
                preview.means().first(),
                preview.password(),
                preview.held());
    }

    private static @Nullable String word(Map<String, Signatures.Hindrance> hindrances, String meaning) {
        var found = hindrances.get(meaning);
        return found == null ? null : found.name().toLowerCase(Locale.ROOT);
    }

    @PostMapping
    @RequiresPermission("signature:sign")
    @Operation(
            summary = "Sign a record",
            description =
                    "sha256 is that of the record as it was shown by the preview; 409 record-changed if it is another by now."
                            + " Wrong proofs count with those of the sign-in, and administrators are told.")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<View> sign(@RequestBody Signing request) {
        var signed = signed(signatures.sign(new SignatureFields().wish(request)));
        return ResponseEntity.created(URI.create("/audit/signatures/" + signed.id()))
                .body(view(signed, new Standing(signed.sha256(), RecordState.CHANGED)));
    }

    @GetMapping
    @RequiresPermission("signature:read")
    @Operation(
            summary = "List signatures, the newest first",
            description =
                    "Of one record with resource_type and resource_id; record then says how it stands to what was signed, and"
                            + " a signature that the audit trail has and the record has no longer is there with seal missing.")
    Page<View> list(
            @RequestParam(name = "resource_type", required = false) @Nullable String resourceType,
            @RequestParam(name = "resource_id", required = false) @Nullable String resourceId,
            @RequestParam(name = "signer_id", required = false) @Nullable UUID signerId,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        if (resourceId != null) {
            new SignatureFields().named(resourceType, resourceId);
        }
        var page = signatures.list(new Filter(resourceType, resourceId, signerId), PageRequest.of(limit, cursor));
        if (resourceId == null) {
            return page.map(one -> view(one, null));
        }
        var standing =
                page.items().isEmpty() ? null : signables.standing(Objects.requireNonNull(resourceType), resourceId);
        return page.map(one -> view(one, standing));
    }

    @GetMapping("/{id}")
    @RequiresPermission("signature:read")
    @Operation(
            summary = "Get a signature, verified",
            description =
                    "seal is sound if nobody altered or moved it. record is unchanged if the record is still the one that"
                            + " was signed, changed or gone if not; hidden where the caller may not read such records.")
    View get(@PathVariable UUID id) {
        var stored = found(id);
        return view(stored, signables.standing(stored.resourceType(), stored.resourceId()));
    }

    @GetMapping(path = "/{id}/record", produces = MediaType.APPLICATION_JSON_VALUE)
    @RequiresPermission("signature:read")
    @Operation(
            summary = "Get the record as it was signed, to the byte",
            description =
                    "Canonical JSON (RFC 8785); its SHA-256 is that of the signature. Needs the permission to read such"
                            + " records, too.")
    ResponseEntity<String> record(@PathVariable UUID id) {
        var stored = found(id);
        signables.requireReadable(stored.resourceType());
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(signatures
                        .document(id)
                        .orElseThrow(() -> new ProblemException(Problems.notFound("record of signature", id))));
    }

    private Signature found(UUID id) {
        return signatures.find(id).orElseThrow(() -> new ProblemException(Problems.notFound("signature", id)));
    }

    private View view(Listed listed, @Nullable Standing standing) {
        return switch (listed) {
            case Listed.Missing missing -> View.unread(missing, "missing", null);
            case Signature stored -> {
                var state = standing == null ? null : standing.to(stored.sha256());
                yield signatures
                        .opened(stored)
                        .map(said -> View.sound(stored, said, state))
                        .orElseGet(() -> View.unread(stored, "broken", state));
            }
        };
    }

    private static Signature signed(SigningOutcome outcome) {
        return switch (outcome) {
            case SigningOutcome.Signed(var signature) -> signature;
            case SigningOutcome.RecordChanged(var shown, var current) ->
                throw new ProblemException(Problems.conflict(
                                "record-changed",
                                "Record changed",
                                "the record is another than the one that was shown; look at it again before you sign it")
                        .with("shown", shown)
                        .with("current", current));
            case SigningOutcome.MeaningUnknown(var policy) ->
                throw new ProblemException(Problems.invalid(
                        "meaning",
                        "vocabulary",
                        "meaning must be one of %s"
                                .formatted(new TreeSet<>(policy.meanings().stream()
                                        .map(Meaning::name)
                                        .toList()))));
            case SigningOutcome.SignedBefore _ ->
                throw new ProblemException(Problems.conflict(
                        "signed-before", "Signed before", "you signed this very record with that meaning before"));
            case SigningOutcome.Withdrawn _ ->
                throw new ProblemException(Problem.of(
                        403,
                        "signing-withdrawn",
                        "Right to sign withdrawn",
                        "your right to sign was withdrawn; ask your administrator"));
            case SigningOutcome.SecondPersonDue(boolean author) ->
                throw new ProblemException(
                        Problems.conflict(
                                "second-person-due",
                                "A second person has to sign",
                                author
                                        ? "you are an author of this record, and your company's policy wants another person to sign so"
                                        : "you signed this record before, and your company's policy wants another person to sign so"));
            case SigningOutcome.PasswordTooOld(int days) ->
                throw new ProblemException(Problem.of(
                        403,
                        "password-too-old",
                        "Password too old",
                        "who signs must have a password of at most %d days; set another one: POST /auth/forgot-password"
                                .formatted(days)));
            case SigningOutcome.ProofIncomplete(var means) -> throw incomplete(means);
            case SigningOutcome.ProofRefused(var problem) -> throw new ProblemException(problem);
        };
    }

    private static ProblemException incomplete(Means means) {
        var why = means.first() ? "the first signature of a series needs" : "a signature needs";
        return new ProblemException(Problems.invalid(means.components().stream()
                .map(component -> new FieldError(
                        component, "required", "%s %s".formatted(why, String.join(" and ", means.components()))))
                .toList()));
    }

    /**
     * A record as it would be signed.
     *
     * @param facts what somebody who signs is shown of it
     * @param needs what the next signature of this session needs
     * @param first whether it is the first of a series
     * @param password whether the caller has a password to sign with
     * @param held whether another administrator has to confirm first what proves the caller
     */
    record PreviewView(
            String resourceType,
            String resourceId,
            @JsonInclude @Nullable String version,
            String title,
            String sha256,
            Map<String, Object> facts,
            List<MeaningView> meanings,
            List<String> needs,
            boolean first,
            boolean password,
            boolean held) {

        PreviewView {
            facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        }
    }

    /**
     * What a signature can mean.
     *
     * @param hindrance why the caller cannot sign so: {@code withdrawn}, {@code signed_before}, {@code author} or
     *     {@code signed_otherwise}; null if it can
     */
    record MeaningView(
            String name,
            @JsonInclude @Nullable String title,
            @JsonInclude @Nullable String hindrance) {}

    /** What to sign, what is meant, and what proves who signs. */
    record Signing(
            @Nullable String resourceType,
            @Nullable String resourceId,
            @Nullable String sha256,
            @Nullable String meaning,
            @Nullable String comment,
            @Nullable String timeZone,
            @Nullable String email,
            @Nullable String password,
            @Nullable String code) {

        /** Without what proves anything. */
        @Override
        public String toString() {
            return "Signing[%s %s]".formatted(resourceType, resourceId);
        }
    }

    /**
     * A signature. All but the first members are null where the seal is not sound: nothing that it says can be relied on.
     *
     * @param seal {@code sound}, {@code broken}, or {@code missing} where the audit trail alone tells of the signature
     * @param record how the record stands to what was signed; null where it was not looked at
     * @param sha256 of the record as it was signed, hexadecimal
     * @param localTime of signing, where the signer was
     */
    @JsonInclude
    record View(
            UUID id,
            String resourceType,
            String resourceId,
            String seal,
            @Nullable RecordState record,
            @Nullable String version,
            @Nullable String title,
            @Nullable String sha256,
            @Nullable UUID signerId,
            @Nullable String signerName,
            @Nullable String signerEmail,
            @Nullable String meaning,
            @Nullable String meaningTitle,
            @Nullable String comment,
            @Nullable Instant signedAt,
            @Nullable String localTime,
            @Nullable String timeZone,
            @Nullable List<String> components) {

        static View unread(Listed stored, String seal, @Nullable RecordState state) {
            return new View(
                    stored.id(),
                    stored.resourceType(),
                    stored.resourceId(),
                    seal,
                    state,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null);
        }

        static View sound(Signature stored, Statement said, @Nullable RecordState state) {
            return new View(
                    stored.id(),
                    said.record().type(),
                    said.record().id(),
                    "sound",
                    state,
                    said.record().version(),
                    said.record().title(),
                    said.record().sha256(),
                    said.signer().id(),
                    said.signer().name(),
                    said.signer().email(),
                    said.meaning().name(),
                    said.meaning().title(),
                    said.comment(),
                    said.signedAt(),
                    said.localTime(),
                    said.timeZone(),
                    said.components());
        }
    }
}
