package io.foodflow.notification.links;

/** What a link is for. One made for something else does not open. */
public enum Purpose {
    /** Its parts: an address that wants no more mail. */
    UNSUBSCRIBE("/notifications/unsubscribe/"),
    /** Its parts: a channel and a delivery of which the channel's maker says what became of it. */
    STATUS("/notifications/inbound/twilio/");

    private final String path;

    Purpose(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }
}
