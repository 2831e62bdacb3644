package io.foodflow.identity.oidc;

import io.foodflow.identity.api.UserView;
import io.foodflow.identity.oidc.clients.Scope;
import io.foodflow.identity.roles.Roles;
import io.foodflow.identity.users.Accounts;
import io.foodflow.identity.users.Users;
import io.foodflow.platform.context.CallContext;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** What is said of a user to an application. All methods run in the caller's transaction. Thread-safe. */
final class PersonClaims {

    private final Users users;
    private final Accounts accounts;
    private final Roles roles;

    PersonClaims(Users users, Accounts accounts, Roles roles) {
        this.users = users;
        this.accounts = accounts;
        this.roles = roles;
    }

    /** The names of the claims that scopes open. */
    static Set<String> opened(Collection<String> scopes) {
        var names = new TreeSet<String>();
        scopes.forEach(text -> Scope.of(text).ifPresent(scope -> names.addAll(scope.claims())));
        return names;
    }

    /** Those of the claims that there is something to say about; none of a user who is gone. */
    Map<String, Object> of(UUID id, Set<String> names) {
        var claims = new LinkedHashMap<String, Object>();
        users.find(id)
                .ifPresent(user -> names.forEach(name -> {
                    var value = value(user, name);
                    if (!value.equals("")) {
                        claims.put(name, value);
                    }
                }));
        return claims;
    }

    private Object value(UserView user, String name) {
        return switch (name) {
            case "sub" -> user.id().toString();
            case "name" -> (user.firstName() + " " + user.lastName()).strip();
            case "given_name" -> user.firstName();
            case "family_name" -> user.lastName();
            case "updated_at" -> user.updatedAt().getEpochSecond();
            case "email" -> user.email();
            case "email_verified" -> accounts.emailVerified(user.id());
            case "tenant" -> CallContext.currentTenant().slug();
            case "roles" -> List.copyOf(new TreeSet<>(roles.of(user.id()).rolesEverywhere()));
            default -> "";
        };
    }
}
