package io.foodflow.platform.placement;

/** A switch was called off before anything was decided; the tenant goes on where it was. */
final class SwitchRefused extends Exception {

    private final boolean forGood;

    private SwitchRefused(String why, boolean forGood) {
        super(why);
        this.forGood = forGood;
    }

    /** It may do better another time. */
    static SwitchRefused forNow(String why) {
        return new SwitchRefused(why, false);
    }

    /** The two sides differ. */
    static SwitchRefused forGood(String why) {
        return new SwitchRefused(why, true);
    }

    boolean isForGood() {
        return forGood;
    }
}
