package io.foodflow.audit.signing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the tenant certified to the agency: that its electronic signatures are meant as handwritten ones (21 CFR 11.100(c)).
 *
 * @param certifiedOn the day of the letter; null with the two that follow as long as there is none
 * @param signatory who signed it by hand
 * @param sentTo the office it went to
 * @param reference what finds it again
 * @param version goes up by one with each change; the ETag
 */
@JsonInclude
record Certification(
        @Nullable LocalDate certifiedOn,
        @Nullable String signatory,
        @Nullable String sentTo,
        @Nullable String reference,
        long version,
        Instant updatedAt) {}
