package io.foodflow.identity.roles;

import java.util.Set;
import java.util.UUID;

/** What came of a change to a role. Only the first two changed anything. */
sealed interface RoleOutcome {

    /** The role is as asked for. */
    record Saved(Role role) implements RoleOutcome {}

    /** The role is gone. */
    record Removed(UUID id) implements RoleOutcome {}

    /** There is no such role in this tenant. */
    record Absent(UUID id) implements RoleOutcome {}

    /** The role comes with the platform. */
    record BuiltIn(String name) implements RoleOutcome {}

    /** Another role of this tenant has that name. */
    record NameTaken(String name) implements RoleOutcome {}

    /** Users have the role, and nothing was named that they are to have instead. */
    record InUse(String name, int users, boolean atRegistration) implements RoleOutcome {}

    /** What the users are to have instead is no other role of this tenant. */
    record ReplacementUnknown(String name) implements RoleOutcome {}

    /** Somebody has the role, or is invited to it, at some sites only, and what he is to have instead holds everywhere. */
    record ReplacementEverywhere(String name) implements RoleOutcome {}

    /** The role grants these permissions, before or after the change, which the caller does not hold. */
    record BeyondCaller(Set<String> permissions) implements RoleOutcome {}
}
