package io.foodflow.identity.letters;

import org.jspecify.annotations.Nullable;

/**
 * Whom a letter goes to.
 *
 * @param name how the letter addresses the person; empty where the name is not known
 * @param sender who caused the letter, where a person did
 */
public record Addressee(String email, String name, @Nullable String sender) {}
