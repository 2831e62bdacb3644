package io.foodflow.engine.traceability;

/** Which way a trace follows the flow of material. */
public enum Direction {
    /** With the flow, from a lot to what was made of it and where it went. */
    FORWARD,
    /** Against the flow, from a lot to what is in it and where that came from. */
    BACKWARD
}
