package io.foodflow.platform.entitlements;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is metered and can be limited. */
public enum Metric {
    USERS("Users", "users", false),
    EVENTS("Captured events", "events", true),
    API_CALLS("API calls", "calls", true),
    STORAGE_BYTES("Documents", "bytes", false);

    private final String title;
    private final String unit;
    private final boolean monthly;

    Metric(String title, String unit, boolean monthly) {
        this.title = title;
        this.unit = unit;
        this.monthly = monthly;
    }

    /** The metric of that name, as {@code storage_bytes}. */
    public static Optional<Metric> of(@Nullable String text) {
        return Arrays.stream(values())
                .filter(metric -> metric.text().equals(text))
                .findFirst();
    }

    /** As {@code storage_bytes}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What people call it. */
    public String title() {
        return title;
    }

    /** What is counted: {@code users}, {@code events}, {@code bytes}. */
    public String unit() {
        return unit;
    }

    /** Whether it counts from zero each calendar month (UTC); otherwise it is what there is now. */
    public boolean monthly() {
        return monthly;
    }

    /** The period that a moment belongs to, as counters are kept: {@code 2026-11}, or nothing for what is there now. */
    public String period(Instant moment) {
        return monthly ? YearMonth.from(moment.atZone(ZoneOffset.UTC)).toString() : "";
    }

    /** When it counts from zero again; null where it never does. */
    public @Nullable Instant resetsAfter(Instant moment) {
        return monthly
                ? YearMonth.from(moment.atZone(ZoneOffset.UTC))
                        .plusMonths(1)
                        .atDay(1)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                : null;
    }
}
