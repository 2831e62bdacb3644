package io.foodflow.identity.oidc;

import io.foodflow.identity.federation.Wishes;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What an application that waits for its user wants of the sign-in, to be passed on to the identity provider at which the
 * user signs in (OpenID Connect Core §3.1.2.1). Thread-safe.
 */
final class RequestWishes implements Wishes.Source {

    private static final Pattern PAGE =
            Pattern.compile("/app/connect\\?(?:.*&)?request=([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:&.*)?");
    private static final int LONGEST_HINT = 300;

    private final AuthorizationRequests requests;
    private final Clock clock;

    RequestWishes(AuthorizationRequests requests, Clock clock) {
        this.requests = requests;
        this.clock = clock;
    }

    @Override
    public Wishes behind(String page) {
        var request = PAGE.matcher(page);
        return request.matches()
                ? requests.find(UUID.fromString(request.group(1)), clock.instant())
                        .map(waiting -> wishes(waiting.parameters()))
                        .orElse(Wishes.NONE)
                : Wishes.NONE;
    }

    private static Wishes wishes(AuthorizationParameters parameters) {
        var classes = parameters.classes();
        return new Wishes(
                parameters.prompts("login"),
                Optional.ofNullable(parameters.get("max_age"))
                        .map(Long::valueOf)
                        .orElse(null),
                classes.contains(SignInClass.SECOND_FACTOR.text()),
                classes.stream()
                        .filter(one -> !one.startsWith(SignInClass.PREFIX))
                        .toList(),
                Optional.ofNullable(parameters.get("login_hint"))
                        .filter(hint -> hint.length() <= LONGEST_HINT)
                        .orElse(null));
    }
}
