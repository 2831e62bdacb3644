package io.foodflow.tenant.onboarding;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a new tenant does first, in that order. */
enum OnboardingStep {
    /** The tenant has a colour or a logo of its own. */
    BRANDING("/company"),
    /** There are two people or more. */
    PEOPLE("/users"),
    /** Everybody is asked for a second factor. */
    SECOND_STEP("/policy"),
    /** A place of the company is known. */
    SITE("/captures?upload=1"),
    /** Mail is set up, and a test mail was delivered; asked for where the steps are shown. */
    MAIL("/"),
    /** People of a proved domain sign in at an identity provider of the company's own; only where the plan has that. */
    SINGLE_SIGN_ON("/single-sign-on"),
    /** Events were captured, so lots can be traced. */
    EVENTS("/captures?upload=1"),
    /** A plan was chosen, or tried. */
    PLAN("/company/plan");

    private final String page;

    OnboardingStep(String page) {
        this.page = page;
    }

    static Optional<OnboardingStep> of(String text) {
        return Arrays.stream(values()).filter(step -> step.text().equals(text)).findFirst();
    }

    /** As {@code second_step}. */
    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Where it is done, a path of the workspace. */
    String page() {
        return page;
    }
}
