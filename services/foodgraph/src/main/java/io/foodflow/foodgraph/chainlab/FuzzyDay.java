package io.foodflow.foodgraph.chainlab;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A day as far as it is known: the day, a month, a year, or nothing.
 *
 * @param earliest the first day it can be, null if any
 * @param latest the last day it can be, null if any
 */
record FuzzyDay(@Nullable LocalDate earliest, @Nullable LocalDate latest) {

    static final FuzzyDay UNKNOWN = new FuzzyDay(null, null);

    private static final Pattern YEAR_FIRST =
            Pattern.compile("(\\d{4})(?:[-/.](\\d{1,2}))?(?:[-/.](\\d{1,2}))?(?!\\d).*");
    private static final Pattern DAY_FIRST = Pattern.compile("(?:(\\d{1,2})[./-])?(\\d{1,2})[./-](\\d{4})(?!\\d).*");

    /**
     * Reads {@code 2020-06-12}, {@code 12.06.2020}, {@code 12/6/2020}, {@code 2020-06}, {@code 6/2020} and {@code 2020},
     * each with anything after it.
     *
     * @return empty if the text is another or names no real day
     */
    static Optional<FuzzyDay> parse(String text) {
        var trimmed = text.trim();
        var yearFirst = YEAR_FIRST.matcher(trimmed);
        if (yearFirst.matches()) {
            return of(number(yearFirst, 1), number(yearFirst, 2), number(yearFirst, 3));
        }
        var dayFirst = DAY_FIRST.matcher(trimmed);
        return dayFirst.matches()
                ? of(number(dayFirst, 3), number(dayFirst, 2), number(dayFirst, 1))
                : Optional.empty();
    }

    boolean isKnown() {
        return earliest != null && earliest.equals(latest);
    }

    private static Optional<FuzzyDay> of(int year, int month, int day) {
        try {
            if (day > 0) {
                var exact = LocalDate.of(year, month, day);
                return Optional.of(new FuzzyDay(exact, exact));
            }
            if (month > 0) {
                var of = YearMonth.of(year, month);
                return Optional.of(new FuzzyDay(of.atDay(1), of.atEndOfMonth()));
            }
            return Optional.of(new FuzzyDay(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int number(Matcher matcher, int group) {
        var digits = matcher.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
