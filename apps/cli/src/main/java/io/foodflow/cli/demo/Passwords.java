package io.foodflow.cli.demo;

import java.util.random.RandomGenerator;

/** Random passwords that can be read aloud: four groups of five characters, about 115 bits. */
final class Passwords {

    private static final String ALL = "abcdefghijkmnpqrstuvwxyz" + "ABCDEFGHJKLMNPQRSTUVWXYZ" + "23456789";

    private final RandomGenerator random;

    Passwords(RandomGenerator random) {
        this.random = random;
    }

    /** Holds a small letter, a capital, a digit and a hyphen, so it meets the usual rules. */
    String next() {
        String password = group() + "-" + group() + "-" + group() + "-" + group();
        boolean mixed = password.chars().anyMatch(Character::isDigit)
                && password.chars().anyMatch(Character::isUpperCase)
                && password.chars().anyMatch(Character::isLowerCase);
        return mixed ? password : next();
    }

    private String group() {
        var group = new StringBuilder(5);
        for (int i = 0; i < 5; i++) group.append(ALL.charAt(random.nextInt(ALL.length())));
        return group.toString();
    }
}
