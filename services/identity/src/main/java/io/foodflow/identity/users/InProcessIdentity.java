package io.foodflow.identity.users;

import io.foodflow.identity.api.AccountRules;
import io.foodflow.identity.api.IdentityApi;
import io.foodflow.identity.api.UserView;
import io.foodflow.identity.policy.Policies;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers other services that run in this process. */
final class InProcessIdentity implements IdentityApi {

    private final Users users;
    private final Policies policies;

    InProcessIdentity(Users users, Policies policies) {
        this.users = users;
        this.policies = policies;
    }

    @Override
    public UserView user(UUID id) {
        return users.find(id).orElseThrow(() -> new ProblemException(Problems.notFound("user", id)));
    }

    @Override
    public Page<UserView> users(@Nullable String role, @Nullable String status, int limit, @Nullable String cursor) {
        var wanted = status == null ? null : UserView.Status.valueOf(status.toUpperCase(Locale.ROOT));
        return users.list(new UserFilter(null, role, wanted), PageRequest.of(limit, cursor));
    }

    @Override
    public AccountRules accountRules() {
        return new AccountRules(policies.get().secondFactorRequired());
    }
}
