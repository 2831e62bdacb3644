package io.foodflow.tenant.onboarding;

import java.util.List;

/**
 * How far a tenant is.
 *
 * @param dismissed whether somebody has said that nobody needs to see this any more
 */
record OnboardingView(boolean dismissed, List<StepView> steps) {

    OnboardingView {
        steps = List.copyOf(steps);
    }

    /**
     * One step.
     *
     * @param state {@code done}, {@code open} or {@code skipped}; what is done is not skipped
     * @param page where it is done, a path of the workspace
     */
    record StepView(OnboardingStep step, String state, String page) {}
}
