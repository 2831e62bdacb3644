package io.foodflow.platform.mail;

/** What the mail server said to a message. The reasons name no address. */
public sealed interface Delivery {

    /** The server has taken it upon itself. */
    record Accepted() implements Delivery {}

    /**
     * The server will never take it: another attempt would fail the same way.
     *
     * @param noSuchAddress whether the server said that nobody is reached by the recipient's address
     */
    record Refused(String why, boolean noSuchAddress) implements Delivery {}

    /**
     * The server is away, busy or set up wrongly: try again later.
     *
     * @param mayHaveArrived whether the connection broke after it stood, so that the server may have the message all the same
     */
    record Postponed(String why, boolean mayHaveArrived) implements Delivery {}
}
