package io.foodflow.identity.oidc;

import io.foodflow.identity.sessions.SignIn;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The authentication context classes ({@code acr}) that sign-ins here are of, the strongest first. */
enum SignInClass {
    SECOND_FACTOR("urn:foodflow:acr:second-factor"),
    /** At the company's identity provider, by one factor as far as is known here. */
    PROVIDER("urn:foodflow:acr:provider"),
    PASSWORD("urn:foodflow:acr:password");

    /** What the names of all of them begin with. */
    static final String PREFIX = "urn:foodflow:acr:";

    private final String text;

    SignInClass(String text) {
        this.text = text;
    }

    /** As tokens have it. */
    String text() {
        return text;
    }

    static List<String> all() {
        return Arrays.stream(values()).map(SignInClass::text).toList();
    }

    /** All classes that a sign-in is of, the strongest first. */
    static List<SignInClass> of(SignIn signIn) {
        var first = signIn.elsewhere() == null ? PASSWORD : PROVIDER;
        return signIn.secondFactor() ? List.of(SECOND_FACTOR, first) : List.of(first);
    }

    /** What a token says of a sign-in: the first of the wanted classes that it is of, or else its strongest. */
    static String said(SignIn signIn, Collection<String> wanted) {
        return wanted(signIn, wanted).orElseGet(() -> of(signIn).getFirst()).text();
    }

    /** The first of the wanted classes that a sign-in is of. */
    static Optional<SignInClass> wanted(SignIn signIn, Collection<String> wanted) {
        var classes = of(signIn);
        return wanted.stream()
                .flatMap(text -> classes.stream().filter(one -> one.text.equals(text)))
                .findFirst();
    }
}
