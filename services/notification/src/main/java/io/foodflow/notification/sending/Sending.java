package io.foodflow.notification.sending;

/** Hands messages over, once each; whoever wants another attempt calls again. Thread-safe. */
public final class Sending {

    private final MailClient mail;
    private final TwilioClient twilio;
    private final SlackClient slack;
    private final TeamsClient teams;
    private final WebhookClient webhooks;

    Sending(MailClient mail, TwilioClient twilio, SlackClient slack, TeamsClient teams, WebhookClient webhooks) {
        this.mail = mail;
        this.twilio = twilio;
        this.slack = slack;
        this.teams = teams;
        this.webhooks = webhooks;
    }

    /** Hands the message over and says how that ended; never throws for anything the other side or the network does. */
    public Sent send(Destination destination, Message message) {
        return switch (destination) {
            case Destination.PlatformMail _ -> mail.sendByTheInstallation(message);
            case Destination.OwnMail(var server) -> mail.send(server, message);
            case Destination.Twilio account -> twilio.send(account, message);
            case Destination.SlackWebhook hook -> slack.send(hook, message);
            case Destination.SlackApp app -> slack.send(app, message);
            case Destination.TeamsWorkflow workflow -> teams.send(workflow, message);
            case Destination.SignedWebhook hook -> webhooks.send(hook, message);
        };
    }

    /** Whether the installation has a mail server for everybody. */
    public boolean installationSendsMail() {
        return mail.installationSendsMail();
    }
}
