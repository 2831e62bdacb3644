package io.foodflow.identity.users;

import io.foodflow.identity.api.UserView;
import java.util.Set;
import java.util.UUID;

/** What came of a change to a user. Only the first two changed anything. */
public sealed interface UserOutcome {

    /** The user is as asked for. */
    record Saved(UserView user) implements UserOutcome {}

    /** The user is gone. */
    record Removed(UUID id) implements UserOutcome {}

    /** There is no such user in this tenant. */
    record Absent(UUID id) implements UserOutcome {}

    /** Another user of this tenant has that address. */
    record EmailTaken(EmailAddress email) implements UserOutcome {}

    /** These roles do not exist (any more). */
    record RolesUnknown(Set<String> roles) implements UserOutcome {}

    /** The user is the last active tenant administrator and would no longer be one. */
    record LastAdministrator(UUID id) implements UserOutcome {}

    /** The roles, those given or those the user has, grant these permissions, which the caller does not hold. */
    record BeyondCaller(Set<String> permissions) implements UserOutcome {}
}
