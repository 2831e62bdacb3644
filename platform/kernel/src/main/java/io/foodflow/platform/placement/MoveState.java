package io.foodflow.platform.placement;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far a move to a database of a tenant's own is. */
public enum MoveState {
    /** The rows are copied; the tenant works in the shared database. */
    COPYING,
    /** The copy follows each change; the switch is tried. */
    FOLLOWING,
    /** The tenant belongs to its own database, whose door is being opened. */
    SWITCHED,
    /** The tenant works in its own database and the shared one follows, so that it can fall back. */
    DEDICATED,
    /** It is to go back; it still works in its own database. */
    FALLING_BACK,
    /** It belongs to the shared database again; what came there is still being compared. */
    RETURNED,
    /** It is in the shared database; its own is kept, as not all of it was found to have arrived, until it is settled. */
    KEPT,
    /** It is in the shared database; its own is being removed. */
    DROPPING,
    /** The copy in the shared database is being removed. */
    SETTLING,
    /** The move is given up before the switch; what there is of it is being removed. */
    UNDOING,
    /** The tenant has its own database for good. */
    SETTLED,
    /** The tenant is in the shared database, as before. */
    FALLEN_BACK,
    /** The move was given up; the tenant never left the shared database. */
    UNDONE;

    /** Whether nothing happens any more. */
    public boolean isFinal() {
        return this == SETTLED || this == FALLEN_BACK || this == UNDONE;
    }

    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static MoveState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
