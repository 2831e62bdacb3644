package io.foodflow.foodgraph.chainlab;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** How much was delivered, in {@code unit} (UN/CEFACT Recommendation 20). */
record Amount(double quantity, String unit) {

    private static final Pattern TEXT = Pattern.compile("(\\d+(?:[.,]\\d+)?)\\s*(\\p{L}+)\\.?");
    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("mg", "MGM"),
            Map.entry("g", "GRM"),
            Map.entry("kg", "KGM"),
            Map.entry("t", "TNE"),
            Map.entry("ml", "MLT"),
            Map.entry("l", "LTR"),
            Map.entry("liter", "LTR"),
            Map.entry("litre", "LTR"),
            Map.entry("litres", "LTR"),
            Map.entry("piece", "EA"),
            Map.entry("pieces", "EA"),
            Map.entry("pcs", "EA"));

    /** Reads a number and a unit, as {@code 20 kg}; empty for whatever else people write. */
    static Optional<Amount> parse(String text) {
        var matcher = TEXT.matcher(text.trim());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var unit = UNITS.get(matcher.group(2).toLowerCase(Locale.ROOT));
        return unit == null
                ? Optional.empty()
                : Optional.of(new Amount(Double.parseDouble(matcher.group(1).replace(',', '.')), unit));
    }
}
