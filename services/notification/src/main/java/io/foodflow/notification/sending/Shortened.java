package io.foodflow.notification.sending;

/** Texts cut to what a receiver takes, never within a character. */
final class Shortened {

    private Shortened() {}

    /** At most so many UTF-16 units, the last an ellipsis where something was left out. */
    static String toCharacters(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - 1;
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + "…";
    }
}
