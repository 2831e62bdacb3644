package io.foodflow.tenant.onboarding;

import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.tenant.tenants.Reach;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/tenants/{id}/onboarding")
@Tag(name = "Onboarding", description = "What makes a new tenant ready to work")
final class OnboardingController {

    private final Onboarding onboarding;

    OnboardingController(Onboarding onboarding) {
        this.onboarding = onboarding;
    }

    @GetMapping
    @RequiresPermission("tenant:read")
    @Operation(
            summary = "Say how far a tenant is with its first steps",
            description =
                    "branding, people, second_step, site, mail, single_sign_on (where the plan has it), events, plan: each"
                            + " done, open or skipped. Told from what is there, so a step"
                            + " is done however it was done, and open again where it is undone.")
    OnboardingView get(@PathVariable UUID id) {
        return onboarding.of(Reach.toRead(id));
    }

    @PostMapping("/{step}/skip")
    @RequiresPermission("tenant:write")
    @Operation(summary = "Pass a step over, or by 'all' have the whole list shown no more")
    OnboardingView skip(@PathVariable UUID id, @PathVariable String step) {
        return onboarding.skip(Reach.toChange(id), known(step), true);
    }

    @PostMapping("/{step}/unskip")
    @RequiresPermission("tenant:write")
    @Operation(summary = "Take up a step again that was passed over, or the whole list")
    OnboardingView unskip(@PathVariable UUID id, @PathVariable String step) {
        return onboarding.skip(Reach.toChange(id), known(step), false);
    }

    @PostMapping("/mail/test")
    @RequiresPermission("tenant:write")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Have a test mail sent to yourself",
            description = "The step mail is done when the mail server has taken it. 409 where no mail is set up.")
    Ordered testMail(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String language) {
        return new Ordered(onboarding.sendTestMail(Reach.toChange(id), language == null ? "en" : language));
    }

    /** The job that sends it. */
    record Ordered(UUID jobId) {}

    private static String known(String step) {
        if (!step.equals(Onboarding.ALL) && OnboardingStep.of(step).isEmpty()) {
            throw new ProblemException(Problems.notFound("step", step));
        }
        return step;
    }
}
