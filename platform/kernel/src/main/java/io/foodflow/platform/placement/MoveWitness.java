package io.foodflow.platform.placement;

/** Is told of each step of a move before it is taken. As a bean; what it throws fails the step. */
public interface MoveWitness {

    /** Called by the thread that works on the move. */
    void before(MoveStep step, String slug);
}
