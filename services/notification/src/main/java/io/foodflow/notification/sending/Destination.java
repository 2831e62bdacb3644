package io.foodflow.notification.sending;

import io.foodflow.platform.mail.MailSettings;
import java.net.URI;
import java.util.List;

/** Where a message goes, with what it takes to get it there. Holds secrets, so none of them says what it holds. */
public sealed interface Destination {

    /** The mail server of this installation. */
    record PlatformMail() implements Destination {}

    /** A mail server of the tenant's own. */
    record OwnMail(MailSettings server) implements Destination {}

    /**
     * Text messages through Twilio.
     *
     * @param from a number, an alphanumeric sender, or the id of a messaging service
     */
    record Twilio(String accountSid, String authToken, String from) implements Destination {
        @Override
        public String toString() {
            return "Twilio[%s]".formatted(accountSid);
        }
    }

    /** An incoming web hook of Slack, or of what takes the same. */
    record SlackWebhook(URI address) implements Destination {
        @Override
        public String toString() {
            return "SlackWebhook[]";
        }
    }

    /** A Slack app that posts to a channel or person. */
    record SlackApp(String botToken, String channel) implements Destination {
        @Override
        public String toString() {
            return "SlackApp[%s]".formatted(channel);
        }
    }

    /** A workflow of Microsoft Teams that begins when its address is called. */
    record TeamsWorkflow(URI address) implements Destination {
        @Override
        public String toString() {
            return "TeamsWorkflow[]";
        }
    }

    /**
     * A system that takes signed web hooks.
     *
     * @param secrets each {@code whsec_…}; the message is signed by all, the newest first
     */
    record SignedWebhook(URI address, List<String> secrets) implements Destination {
        public SignedWebhook {
            secrets = List.copyOf(secrets);
        }

        @Override
        public String toString() {
            return "SignedWebhook[%s]".formatted(address.getHost());
        }
    }
}
