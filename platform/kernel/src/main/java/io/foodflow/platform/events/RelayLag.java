package io.foodflow.platform.events;

/**
 * How far events are behind, as of the relay's last sweep over all tenants.
 *
 * @param oldestWaitingSeconds age of the oldest committed event that has no place in the order yet, 0 if none waits
 * @param mostBehind events that the slowest consumer has yet to take, 0 if all are up to date
 */
public record RelayLag(double oldestWaitingSeconds, long mostBehind) {

    static final RelayLag NONE = new RelayLag(0, 0);

    RelayLag worst(RelayLag other) {
        return new RelayLag(
                Math.max(oldestWaitingSeconds, other.oldestWaitingSeconds), Math.max(mostBehind, other.mostBehind));
    }
}
