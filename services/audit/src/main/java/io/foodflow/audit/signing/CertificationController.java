package io.foodflow.audit.signing;

import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.Fields;
import io.foodflow.platform.web.Versions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/audit/signing/certification")
@Tag(name = "Signing certification", description = "What the agency was told of the use of electronic signatures")
final class CertificationController {

    private static final int LONGEST = 300;

    private final Certifications certifications;
    private final Clock clock;

    CertificationController(Certifications certifications, Clock clock) {
        this.certifications = certifications;
        this.clock = clock;
    }

    @GetMapping
    @RequiresPermission("signing_policy:read")
    @Operation(summary = "Get what was certified to the agency of the use of electronic signatures")
    ResponseEntity<Certification> get() {
        return tagged(certifications.get());
    }

    @PutMapping
    @RequiresPermission("signing_policy:write")
    @Operation(
            summary = "Note that the use of electronic signatures was certified to the agency",
            description = "21 CFR 11.100(c): in writing, signed by hand, before or when they are first used.")
    ResponseEntity<Certification> replace(
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody Replacement request) {
        var fields = new Fields();
        var day = day(fields, fields.present("certified_on", request.certifiedOn()));
        var signatory = fields.line("signatory", request.signatory(), LONGEST);
        var sentTo = fields.line("sent_to", request.sentTo(), LONGEST);
        var reference = fields.lineIfGiven("reference", request.reference(), LONGEST);
        fields.check();
        return tagged(certifications.replace(ifMatch, day, signatory, sentTo, reference));
    }

    private LocalDate day(Fields fields, String text) {
        // Where the day begins first, it has begun.
        var latest = LocalDate.now(clock.withZone(ZoneOffset.ofHours(14)));
        try {
            var day = LocalDate.parse(text);
            if (day.isAfter(latest)) {
                fields.add("certified_on", "past", "certified_on must not be after today, was %s".formatted(day));
            }
            return day;
        } catch (DateTimeParseException e) {
            if (!text.isEmpty()) {
                fields.add(
                        "certified_on",
                        "form",
                        "certified_on must be a day as 2026-11-22, was '%s'".formatted(Fields.quoted(text)));
            }
            return latest;
        }
    }

    private static ResponseEntity<Certification> tagged(Certification certification) {
        return ResponseEntity.ok().eTag(Versions.tag(certification.version())).body(certification);
    }

    /** The letter. */
    record Replacement(
            @Nullable String certifiedOn,
            @Nullable String signatory,
            @Nullable String sentTo,
            @Nullable String reference) {}
}
