package io.foodflow.notification.sending;

import io.foodflow.platform.mail.Delivery;
import io.foodflow.platform.mail.MailMessage;
import io.foodflow.platform.mail.MailSettings;
import io.foodflow.platform.mail.MailSettings.Tls;
import io.foodflow.platform.mail.OutgoingMail;
import java.time.Clock;
import java.util.Objects;
import org.springframework.web.util.HtmlUtils;

/** Hands messages to mail servers, that of the installation or one of the tenant's own. Thread-safe. */
final class MailClient {

    private final OutgoingMail ofTheInstallation;
    private final Outside outside;
    private final Clock clock;

    MailClient(OutgoingMail ofTheInstallation, Outside outside, Clock clock) {
        this.ofTheInstallation = ofTheInstallation;
        this.outside = outside;
        this.clock = clock;
    }

    boolean installationSendsMail() {
        return ofTheInstallation.configured();
    }

    Sent sendByTheInstallation(Message message) {
        if (!ofTheInstallation.configured()) {
            return new Sent.NotConfigured("this installation has no mail server");
        }
        return said(ofTheInstallation.send(mail(message)));
    }

    Sent send(MailSettings server, Message message) {
        var host = Objects.requireNonNull(server.host());
        if (server.tls() == Tls.NONE && !outside.allowsWithoutTls()) {
            return new Sent.Refused(
                    "mail through %s would go without TLS, which is not allowed here".formatted(host), null);
        }
        var refusal =
                outside.refusal(host, server.port()).or(() -> outside.sockets().refusalOnceResolved(host));
        if (refusal.isPresent()) {
            return new Sent.Refused(refusal.get(), null);
        }
        return said(OutgoingMail.through(server, outside.sockets(), clock).send(mail(message)));
    }

    private static Sent said(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Accepted _ -> new Sent.Accepted(null, null);
            case Delivery.Refused(var why, var noSuchAddress) ->
                noSuchAddress
                        ? new Sent.AddressRefused(Sent.AddressRefused.Cause.UNKNOWN, why, null)
                        : new Sent.Refused(why, null);
            case Delivery.Postponed(var why, var mayHaveArrived) -> new Sent.Postponed(why, null, null, mayHaveArrived);
        };
    }

    private static MailMessage mail(Message message) {
        return new MailMessage(
                message.id(),
                Objects.requireNonNull(message.to(), "a mail needs an address"),
                message.language(),
                message.subject(),
                message.text(),
                message.html() == null ? html(message) : message.html(),
                message.unsubscribe());
    }

    private static String html(Message message) {
        return """
                <!doctype html>
                <html lang="%s"><head><meta charset="utf-8"><title>%s</title></head>
                <body style="font:16px/1.5 Inter,Arial,sans-serif;color:#1c2733"><p style="white-space:pre-wrap">%s</p></body></html>
                """.formatted(
                        HtmlUtils.htmlEscape(message.language(), "UTF-8"),
                        HtmlUtils.htmlEscape(message.subject(), "UTF-8"),
                        HtmlUtils.htmlEscape(message.text(), "UTF-8"));
    }
}
