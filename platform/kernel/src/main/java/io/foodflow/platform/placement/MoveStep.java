package io.foodflow.platform.placement;

/** What a move is made of. */
public enum MoveStep {
    /** Make the database, the schema and the empty tables. */
    PREPARE,
    /** Copy all rows as they were at one moment. */
    COPY,
    /** Let the copy follow the changes since that moment. */
    FOLLOW,
    /** Close the door where the tenant works. */
    CLOSE,
    /** Compare both sides while nobody writes. */
    COMPARE,
    /** Write down where the tenant works from now on. */
    SWITCH,
    /** It is written down; whoever wrote may not know yet. */
    DECIDED,
    /** Open the door there. */
    OPEN,
    /** Compare what was too large to be compared in the pause. */
    COMPARE_LATER,
    /** Let the side that was left follow. */
    FOLLOW_BACK,
    /** Remove what is not needed any more. */
    REMOVE
}
