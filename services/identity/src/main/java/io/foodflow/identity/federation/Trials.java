package io.foodflow.identity.federation;

import io.foodflow.identity.federation.Newcomers.Who;
import io.foodflow.identity.federation.SignInRequests.Request;
import io.foodflow.platform.changes.UnitOfWork;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Sign-ins that sign nobody in, and show what would have come of them. Kept for ten minutes. Thread-safe. */
final class Trials {

    private final SignInRequests requests;
    private final Newcomers newcomers;
    private final UnitOfWork work;
    private final JsonMapper json;
    private final Clock clock;

    Trials(SignInRequests requests, Newcomers newcomers, UnitOfWork work, JsonMapper json, Clock clock) {
        this.requests = requests;
        this.newcomers = newcomers;
        this.work = work;
        this.json = json;
        this.clock = clock;
    }

    /**
     * How a trial went.
     *
     * @param outcome {@code waiting}, {@code known}, {@code linked}, {@code created} or {@code refused}
     * @param reason why it would be refused
     * @param claims what the provider said
     * @param email of the user that it would be
     * @param roles what the rules give
     * @param secondFactor whether the provider's word would count as a second factor
     */
    record Trial(
            String outcome,
            @Nullable String reason,
            @Nullable String detail,
            @Nullable Map<String, Object> claims,
            @Nullable String email,
            List<String> roles,
            boolean secondFactor) {

        Trial {
            roles = List.copyOf(roles);
        }
    }

    /** The trial with that id of that provider. */
    Optional<Trial> find(UUID id, UUID provider) {
        return work.read(() -> requests.trial(id, provider, clock.instant()))
                .map(text -> text.isEmpty()
                        ? new Trial("waiting", null, null, null, null, List.of(), false)
                        : json.readValue(text, Trial.class));
    }

    /** Keeps what the provider said, and who it would be. */
    void finish(Request request, IdentityProvider provider, Claimed claimed) {
        var roles = List.copyOf(Newcomers.roles(provider, claimed));
        boolean secondFactor = claimed.hasSecondFactor(provider.secondFactorValues());
        Trial trial;
        try {
            var who = work.readSnapshot(() -> newcomers.who(provider, claimed));
            var outcome = switch (who) {
                case Who.Known _ -> "known";
                case Who.Same _ -> "linked";
                case Who.New _ -> "created";
            };
            var email = switch (who) {
                case Who.Known(var user) -> user.email();
                case Who.Same(var user) -> user.email();
                case Who.New(var address, var _, var _) -> address.text();
            };
            trial = new Trial(outcome, null, null, claimed.all(), email, roles, secondFactor);
        } catch (SignInRefusal refusal) {
            trial = new Trial(
                    "refused",
                    refusal.reason().text(),
                    refusal.detail(),
                    claimed.all(),
                    claimed.email().orElse(null),
                    roles,
                    secondFactor);
        }
        keep(request, trial);
    }

    /** Keeps why the provider's answer was not good. */
    void fail(Request request, SignInRefusal refusal) {
        keep(request, new Trial("refused", refusal.reason().text(), refusal.detail(), null, null, List.of(), false));
    }

    private void keep(Request request, Trial trial) {
        work.write(change -> {
            change.nothing();
            requests.finishTrial(request.id(), json.writeValueAsString(trial));
            return trial;
        });
    }
}
