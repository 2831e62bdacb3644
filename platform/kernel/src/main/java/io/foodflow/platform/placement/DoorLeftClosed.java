package io.foodflow.platform.placement;

/**
 * A switch failed and the door that was closed for it may still be closed: the connection broke, it is unknown whether the
 * switch was written down, or the door cannot be reached. Where the tenant works is to be looked up anew, and that door opened,
 * at once.
 */
final class DoorLeftClosed extends Exception {

    private static final long serialVersionUID = 1;

    DoorLeftClosed(Throwable cause) {
        super(cause.toString(), cause);
    }
}
