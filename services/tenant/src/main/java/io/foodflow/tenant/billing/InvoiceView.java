package io.foodflow.tenant.billing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An invoice that the payment provider wrote.
 *
 * @param number as it is printed; none before it is final
 * @param status {@code draft}, {@code open}, {@code paid}, {@code uncollectible} or {@code void}
 * @param totalMinor in the smallest unit of the currency, as cents
 * @param dueMinor of it what is still to be paid
 * @param url the provider's page of it
 * @param pdfUrl the document
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record InvoiceView(
        String id,
        @Nullable String number,
        String status,
        long totalMinor,
        long dueMinor,
        String currency,
        Instant issuedAt,
        @Nullable Instant dueAt,
        @Nullable String url,
        @Nullable String pdfUrl) {}
