package io.foodflow.identity.passwords;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The passwords that whoever guesses tries first: a list of the common ones, and what people make of them to satisfy a
 * rule. {@code Password2026!} is {@code password} with a handful of signs around it; {@code dragondragon} is
 * {@code dragon}; a run along the alphabet or the digits needs no list. Immutable.
 */
final class CommonPasswords {

    static final CommonPasswords LIST = read();

    /** So many signs before and after a common word make no uncommon password. */
    private static final int MOST_SIGNS_AROUND = 6;

    private static final int SHORTEST_WORD = 4;
    private static final Map<Character, Character> LETTERS_OF_SIGNS =
            Map.of('0', 'o', '1', 'i', '3', 'e', '4', 'a', '5', 's', '7', 't', '@', 'a', '$', 's', '!', 'i');

    private final Set<String> words;

    private CommonPasswords(Set<String> words) {
        this.words = Set.copyOf(words);
    }

    /** Whether the password is among the first that are tried. */
    boolean isGuessedFirst(String password) {
        var text = Normalizer.normalize(password, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return words.contains(text) || isRun(text) || repeats(text) || isWordWithSigns(text);
    }

    private boolean isWordWithSigns(String text) {
        return isWordWithSignsAround(text) || isWordWithSignsAround(withLetters(text));
    }

    private boolean isWordWithSignsAround(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && !Character.isLetter(text.charAt(from))) {
            from++;
        }
        while (to > from && !Character.isLetter(text.charAt(to - 1))) {
            to--;
        }
        var word = text.substring(from, to);
        return word.length() >= SHORTEST_WORD
                && text.length() - word.length() <= MOST_SIGNS_AROUND
                && words.contains(word);
    }

    /** Letters where people put signs that look like them, but for the signs at the end. */
    private static String withLetters(String text) {
        int end = text.length();
        while (end > 0 && !Character.isLetter(text.charAt(end - 1))) {
            end--;
        }
        var letters = new StringBuilder(text);
        for (int i = 0; i < end; i++) {
            letters.setCharAt(i, LETTERS_OF_SIGNS.getOrDefault(text.charAt(i), text.charAt(i)));
        }
        return letters.toString();
    }

    /** A few signs, or a common word, again and again. */
    private boolean repeats(String text) {
        for (int unit = 1; unit <= text.length() / 2; unit++) {
            boolean repeated = text.length() % unit == 0
                    && text.substring(0, text.length() - unit).equals(text.substring(unit));
            if (repeated && (unit <= SHORTEST_WORD || words.contains(text.substring(0, unit)))) {
                return true;
            }
        }
        return false;
    }

    /** Each sign follows the one before: {@code abcdefghijkl}, {@code 123456789012}, {@code 987654321098}. */
    private static boolean isRun(String text) {
        return IntStream.of(1, -1)
                .anyMatch(step -> IntStream.range(1, text.length()).allMatch(i -> follows(text, i, step)));
    }

    private static boolean follows(String text, int i, int step) {
        char last = text.charAt(i - 1);
        char next = text.charAt(i);
        boolean wraps = step > 0 ? last == '9' && next == '0' : last == '0' && next == '9';
        return next - last == step || wraps;
    }

    private static CommonPasswords read() {
        var file = "common-passwords.txt";
        try (var in = Objects.requireNonNull(CommonPasswords.class.getResourceAsStream(file), file);
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return new CommonPasswords(
                    reader.lines().filter(line -> !line.startsWith("#")).collect(Collectors.toSet()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
