package io.foodflow.identity.trail;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.identity.trail.TrailEntry.Outcome;
import io.foodflow.platform.services.ServiceCatalog;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SignInEventsTest {

    /** Or how long sign-ins are kept would not be true of all that the trail shows. */
    @Test
    void areAllDeclaredToThePlatform() {
        var shown = Arrays.stream(Outcome.values())
                .flatMap(outcome -> outcome.events().stream())
                .toList();
        assertThat(ServiceCatalog.read(SignInEventsTest.class.getClassLoader()).signIns())
                .containsAll(shown);
    }
}
