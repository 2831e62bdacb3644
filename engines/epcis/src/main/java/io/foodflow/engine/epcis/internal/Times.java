package io.foodflow.engine.epcis.internal;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code 2005-04-03T20:33:31.116-06:00} and alike: RFC 3339 date-time, which is the {@code DateTimeStamp} of the
 * XML schema. Written out by hand because a formatter costs ten times as much and an event has several times.
 */
final class Times {

    private Times() {}

    /** The instant, or null when {@link #fault} has something to say. Fractions beyond nanoseconds are cut. */
    static @Nullable Instant parse(String t) {
        if (fault(t) != null) {
            return null;
        }
        int end = zoneStart(t);
        long seconds =
                LocalDate.of(number(t, 0, 4), number(t, 5, 2), number(t, 8, 2)).toEpochDay() * 86_400
                        + number(t, 11, 2) * 3600L
                        + number(t, 14, 2) * 60L
                        + number(t, 17, 2);
        int nanos = 0;
        for (int i = 20, scale = 100_000_000; i < end && scale > 0; i++, scale /= 10) {
            nanos += (t.charAt(i) - '0') * scale;
        }
        if (t.charAt(end) == '+' || t.charAt(end) == '-') {
            int offset = number(t, end + 1, 2) * 3600 + number(t, end + 4, 2) * 60;
            seconds += t.charAt(end) == '+' ? -offset : offset;
        }
        return Instant.ofEpochSecond(seconds, nanos);
    }

    /** What is wrong with the text, in words that follow "is"; null when it is a time. */
    static @Nullable String fault(String t) {
        int n = t.length();
        if (n < 20
                || !digits(t, 0, 4)
                || t.charAt(4) != '-'
                || !digits(t, 5, 2)
                || t.charAt(7) != '-'
                || !digits(t, 8, 2)
                || (t.charAt(10) != 'T' && t.charAt(10) != 't')
                || !digits(t, 11, 2)
                || t.charAt(13) != ':'
                || !digits(t, 14, 2)
                || t.charAt(16) != ':'
                || !digits(t, 17, 2)) {
            return n == 19 && digits(t, 17, 2) && t.charAt(10) == 'T'
                    ? "without a zone; append Z or +hh:mm"
                    : "no date-time; write 2026-07-22T06:45:00.000+02:00";
        }
        int end = zoneStart(t);
        if (end == n || (t.charAt(19) == '.' && end == 20) || !zone(t, end)) {
            return "without a sound zone; end in Z or +hh:mm";
        }
        int month = number(t, 5, 2);
        int day = number(t, 8, 2);
        if (month < 1 || month > 12) {
            return "impossible: there is no month " + month;
        }
        if (day < 1 || day > LocalDate.of(number(t, 0, 4), month, 1).lengthOfMonth()) {
            return "impossible: there is no day %d in %s".formatted(day, t.substring(0, 7));
        }
        if (number(t, 11, 2) > 23 || number(t, 14, 2) > 59 || number(t, 17, 2) > 59) {
            return "impossible: there is no time " + t.substring(11, 19);
        }
        return null;
    }

    /** Whether the text is an offset from -14:00 to +14:00. */
    static boolean isOffset(String t) {
        return t.length() == 6
                && (t.charAt(0) == '+' || t.charAt(0) == '-')
                && digits(t, 1, 2)
                && t.charAt(3) == ':'
                && digits(t, 4, 2)
                && number(t, 4, 2) <= 59
                && (number(t, 1, 2) <= 13 || (number(t, 1, 2) == 14 && number(t, 4, 2) == 0));
    }

    private static int zoneStart(String t) {
        int i = 19;
        if (i < t.length() && t.charAt(i) == '.') {
            i++;
            while (i < t.length() && t.charAt(i) >= '0' && t.charAt(i) <= '9') {
                i++;
            }
        }
        return i;
    }

    private static boolean zone(String t, int at) {
        char c = t.charAt(at);
        if (c == 'Z' || c == 'z') {
            return t.length() == at + 1;
        }
        return (c == '+' || c == '-')
                && t.length() == at + 6
                && digits(t, at + 1, 2)
                && t.charAt(at + 3) == ':'
                && digits(t, at + 4, 2)
                && number(t, at + 1, 2) <= 23
                && number(t, at + 4, 2) <= 59;
    }

    private static boolean digits(String t, int at, int count) {
        for (int i = at; i < at + count; i++) {
            if (i >= t.length() || t.charAt(i) < '0' || t.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static int number(String t, int at, int count) {
        int value = 0;
        for (int i = at; i < at + count; i++) {
            value = value * 10 + t.charAt(i) - '0';
        }
        return value;
    }
}
