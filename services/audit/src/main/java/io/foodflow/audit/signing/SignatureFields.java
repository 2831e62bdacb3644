package io.foodflow.audit.signing;

import io.foodflow.audit.signing.SignatureController.Signing;
import io.foodflow.audit.signing.Signatures.Wish;
import io.foodflow.identity.api.ProofApi.Evidence;
import io.foodflow.platform.web.Fields;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a request to sign and remembers every one that breaks a rule. Used once, by one thread. */
final class SignatureFields {

    private static final int LONGEST_COMMENT = 500;
    private static final int LONGEST_ID = 500;
    private static final int LONGEST_WORD = 60;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final Fields fields = new Fields();

    /** The wish, all of whose fields are sound; else the request ends. */
    Wish wish(Signing request) {
        var wish = new Wish(
                fields.line("resource_type", request.resourceType(), LONGEST_WORD),
                fields.line("resource_id", request.resourceId(), LONGEST_ID),
                sha256(request.sha256()),
                fields.line("meaning", request.meaning(), LONGEST_WORD),
                given(fields.lineIfGiven("comment", request.comment(), LONGEST_COMMENT)),
                timeZone(request.timeZone()),
                new Evidence(
                        given(request.email()), fields.present("password", request.password()), given(request.code())));
        fields.check();
        return wish;
    }

    /** Which record is meant. */
    Named named(@Nullable String type, @Nullable String id) {
        var named =
                new Named(fields.line("resource_type", type, LONGEST_WORD), fields.line("resource_id", id, LONGEST_ID));
        fields.check();
        return named;
    }

    /** A record by its type and id. */
    record Named(String type, String id) {}

    private String sha256(@Nullable String value) {
        var hash = fields.present("sha256", value).strip().toLowerCase(Locale.ROOT);
        if (!hash.isEmpty() && !SHA256.matcher(hash).matches()) {
            fields.add(
                    "sha256",
                    "form",
                    "sha256 must be the 64 hexadecimal digits that the record was shown with, was '%s'"
                            .formatted(Fields.quoted(hash)));
        }
        return hash;
    }

    private String timeZone(@Nullable String value) {
        var zone = value == null || value.isBlank() ? "UTC" : value.strip();
        try {
            return ZoneId.of(zone).getId();
        } catch (DateTimeException e) {
            fields.add(
                    "time_zone",
                    "form",
                    "time_zone must be a time zone as Europe/Berlin or +01:00, was '%s'"
                            .formatted(Fields.quoted(zone)));
            return zone;
        }
    }

    private static @Nullable String given(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }
}
