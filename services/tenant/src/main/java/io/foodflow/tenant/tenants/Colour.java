package io.foodflow.tenant.tenants;

import io.foodflow.tenant.api.TenantView.Contrast;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A colour of the sRGB space, eight bits a channel, and how well it can be read. Relative luminance and contrast ratio
 * are those of WCAG 2.2 (w3.org/TR/WCAG22, "relative luminance" and "contrast ratio").
 */
record Colour(int red, int green, int blue) {

    static final Colour WHITE = new Colour(255, 255, 255);
    static final Colour BLACK = new Colour(0, 0, 0);
    /** The page of the workspace's dark theme. */
    static final Colour DARK_PAGE = new Colour(20, 20, 20);

    private static final Pattern FORM = Pattern.compile("#[0-9a-fA-F]{6}");
    private static final double AAA = 7;
    private static final double AA = 4.5;
    private static final double AA_LARGE = 3;

    /** Reads a colour as {@code #1677ff}; empty for any other text. */
    static Optional<Colour> parse(String text) {
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        int rgb = Integer.parseInt(text, 1, text.length(), 16);
        return Optional.of(new Colour(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff));
    }

    /** The ratio to another colour, 1 (the same) to 21 (black and white). */
    double contrastTo(Colour other) {
        double mine = luminance();
        double others = other.luminance();
        return (Math.max(mine, others) + 0.05) / (Math.min(mine, others) + 0.05);
    }

    /** What the ratios mean for buttons and links in this colour. */
    Contrast contrast() {
        double withWhite = contrastTo(WHITE);
        double withBlack = contrastTo(BLACK);
        boolean white = withWhite >= AA || withWhite >= withBlack;
        double ratio = white ? withWhite : withBlack;
        double onDark = contrastTo(DARK_PAGE);
        return new Contrast(
                (white ? WHITE : BLACK).toString(),
                rounded(ratio),
                level(ratio),
                rounded(withWhite),
                rounded(onDark),
                advice(withWhite, onDark));
    }

    private static String level(double ratio) {
        if (ratio >= AAA) {
            return "AAA";
        }
        if (ratio >= AA) {
            return "AA";
        }
        return ratio >= AA_LARGE ? "AA-large" : "fail";
    }

    private static String advice(double onWhite, double onDark) {
        if (onWhite < AA_LARGE) {
            return "on a white page the colour is hard to see (%.2f, links need 4.5); choose a darker one"
                    .formatted(onWhite);
        }
        if (onDark < AA_LARGE) {
            return "on a dark page the colour is hard to see (%.2f, links need 4.5); choose a lighter one"
                    .formatted(onDark);
        }
        return onWhite >= AA && onDark >= AA
                ? "readable on white and on dark pages"
                : "readable for buttons and large text; small links need 4.5, it has %.2f on white and %.2f on dark"
                        .formatted(onWhite, onDark);
    }

    private double luminance() {
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    }

    private static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    private static double rounded(double ratio) {
        return Math.floor(ratio * 100) / 100;
    }

    /** As {@code #1677ff}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
    }
}
