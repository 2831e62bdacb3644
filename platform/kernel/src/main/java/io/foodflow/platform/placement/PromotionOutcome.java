package io.foodflow.platform.placement;

/** What became of a wish to move a tenant. */
public sealed interface PromotionOutcome {

    /** It is under way, or was already; so is what led there. */
    record UnderWay(Move move) implements PromotionOutcome {}

    /** Moving is switched off in the settings. */
    record SwitchedOff() implements PromotionOutcome {}

    /** There is no move of that tenant. */
    record NoMove() implements PromotionOutcome {}

    /** The tenant works in that database of its own already. */
    record ThereAlready(String database) implements PromotionOutcome {}

    /** A backup is being put in place, or what one replaced is still kept. */
    record Restored() implements PromotionOutcome {}

    /** The shared database's server is one that cannot be moved from: it lacks that. */
    record Unprepared(String lack) implements PromotionOutcome {}

    /** The settings know no such database. */
    record UnknownDatabase(String database) implements PromotionOutcome {}

    /** The settings know it, but it cannot become this tenant's: what it is or has. */
    record Unfit(String database, String why) implements PromotionOutcome {}

    /** The move is in a state in which that cannot be done, or has lost what it takes. */
    record NotNow(Move move) implements PromotionOutcome {}
}
