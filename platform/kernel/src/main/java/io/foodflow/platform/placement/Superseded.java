package io.foodflow.platform.placement;

/** Somebody else has the move, or sent it another way. */
final class Superseded extends RuntimeException {

    private static final long serialVersionUID = 1;
}
