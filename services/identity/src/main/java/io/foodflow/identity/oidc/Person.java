package io.foodflow.identity.oidc;

import io.foodflow.identity.sessions.SignIn;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** Somebody who signed in, as the protocol's code knows it; its name is the {@code sub} of its tokens. */
final class Person extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1;

    private final transient SignIn signIn;

    Person(SignIn signIn) {
        super(List.of());
        this.signIn = signIn;
        setAuthenticated(true);
    }

    SignIn signIn() {
        return Objects.requireNonNull(signIn, "a person is never serialised");
    }

    UUID user() {
        return signIn().user();
    }

    @Override
    public String getName() {
        return user().toString();
    }

    @Override
    public Object getPrincipal() {
        return getName();
    }

    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Person person && person.signIn().equals(signIn());
    }

    @Override
    public int hashCode() {
        return signIn().hashCode();
    }
}
