package io.foodflow.identity.attempts;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How those are answered who ask for a letter.
 *
 * @param perMinute letters that may be asked for about one address within a minute, 1 to 100, before asking has to
 *     wait as long as the first lock of signing in
 * @param answerMillis when such a question is answered, however long its work took, 0 to 10,000
 */
@ConfigurationProperties("foodflow.identity.letters")
public record LetterSettings(
        @DefaultValue("3") int perMinute,
        @DefaultValue("400") int answerMillis) {

    public LetterSettings {
        if (perMinute < 1 || perMinute > 100) {
            throw new IllegalArgumentException(
                    "foodflow.identity.letters.per-minute must be 1..100, was %d".formatted(perMinute));
        }
        if (answerMillis < 0 || answerMillis > 10_000) {
            throw new IllegalArgumentException(
                    "foodflow.identity.letters.answer-millis must be 0..10000, was %d".formatted(answerMillis));
        }
    }
}
