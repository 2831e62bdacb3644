package io.foodflow.tenant.backups;

import java.util.UUID;

/** What became of a wish to restore a tenant. */
sealed interface RestoreOutcome {

    /** It is under way. */
    record UnderWay(Restore restore) implements RestoreOutcome {}

    /** There is no such tenant. */
    record Absent() implements RestoreOutcome {}

    /** There is no such backup of the tenant. */
    record NoBackup() implements RestoreOutcome {}

    /** The backup is not made, or is gone. */
    record BackupNotReady(Backup backup) implements RestoreOutcome {}

    /** What was to be typed was not. */
    record NotConfirmed(String slug) implements RestoreOutcome {}

    /** Who asks is signed in to the very tenant. */
    record OwnTenant(String slug) implements RestoreOutcome {}

    record BeingDeleted() implements RestoreOutcome {}

    /** The tenant works in a database of its own, or is on its way there or back. */
    record InOwnDatabase() implements RestoreOutcome {}

    /** Another restore of the tenant is under way. */
    record AnotherUnderWay() implements RestoreOutcome {}

    /** A tenant has the slug that the new one was to have. */
    record SlugTaken(String slug) implements RestoreOutcome {}

    /** There is no such restore of the tenant. */
    record NoRestore(UUID id) implements RestoreOutcome {}

    /** It cannot be undone: what it replaced is not kept (any more), or another was put in place since. */
    record NotUndoable(String why) implements RestoreOutcome {}
}
