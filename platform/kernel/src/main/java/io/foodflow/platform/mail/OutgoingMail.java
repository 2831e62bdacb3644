package io.foodflow.platform.mail;

import io.foodflow.platform.http.CheckedSockets;
import io.foodflow.platform.mail.MailSettings.Tls;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Clock;
import java.util.Date;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Hands messages to the mail server, each over a connection of its own and within the time-outs of the settings. Call it
 * from a durable job: it neither keeps nor repeats anything. Thread-safe.
 */
public final class OutgoingMail {

    private static final Pattern STATUS = Pattern.compile("^\\s*5\\d\\d[ -](5\\.\\d{1,3}\\.\\d{1,3})\\b");
    private static final Set<String> NO_MAILBOX = Set.of("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10");

    private final MailSettings settings;
    private final Session session;
    private final Clock clock;

    OutgoingMail(MailSettings settings, Clock clock) {
        this(settings, properties(settings), clock);
    }

    private OutgoingMail(MailSettings settings, Properties properties, Clock clock) {
        this.settings = settings;
        this.session = Session.getInstance(properties, authenticator(settings));
        this.clock = clock;
        if (settings.from() != null) {
            sender(settings.from());
        }
    }

    /**
     * Mail through a server that a tenant named. TLS goes on top of these sockets, under the server's own name.
     *
     * @param sockets the only ones it connects by; where they refuse, nothing else is tried
     */
    public static OutgoingMail through(MailSettings settings, CheckedSockets sockets, Clock clock) {
        var properties = properties(settings);
        properties.put("mail.smtp.socketFactory", sockets);
        properties.setProperty("mail.smtp.socketFactory.fallback", "false");
        // Or the greeting would tell this machine's name.
        properties.setProperty("mail.smtp.localhost", domain(sender(String.valueOf(settings.from()))));
        return new OutgoingMail(settings, properties, clock);
    }

    /** Whether there is a server to hand mail to. */
    public boolean configured() {
        return settings.host() != null;
    }

    /** Hands the message over; a bug if none is {@link #configured}. */
    public Delivery send(MailMessage message) {
        var from = settings.from();
        if (!configured() || from == null) {
            throw new IllegalStateException("foodflow.mail.host is not set, so no mail can be sent");
        }
        boolean connected = false;
        boolean taken = false;
        try {
            var composed = compose(message, sender(from));
            composed.saveChanges();
            try (var transport = session.getTransport()) {
                transport.connect();
                connected = true;
                transport.sendMessage(composed, composed.getAllRecipients());
                taken = true;
            }
            return new Delivery.Accepted();
        } catch (AuthenticationFailedException e) {
            return postponed("refused the user or password", false);
        } catch (MessagingException e) {
            if (taken) {
                return new Delivery.Accepted(); // only the good-bye failed
            }
            int code = replyCode(e);
            return code >= 500
                    ? new Delivery.Refused(
                            "the mail server refused the message (%d)".formatted(code), refusesAddress(e))
                    : postponed(
                            "did not take the message: %s"
                                    .formatted(code > 0 ? code : e.getClass().getSimpleName()),
                            connected && code <= 0);
        }
    }

    private Delivery postponed(String why, boolean mayHaveArrived) {
        return new Delivery.Postponed(
                "the mail server %s:%d %s".formatted(settings.host(), settings.port(), why), mayHaveArrived);
    }

    private MimeMessage compose(MailMessage message, InternetAddress from) throws MessagingException {
        var composed = new IdentifiedMessage(session, message.id(), domain(from));
        composed.setFrom(from);
        composed.setRecipient(Message.RecipientType.TO, new InternetAddress(message.to(), true));
        composed.setSubject(message.subject(), "UTF-8");
        composed.setSentDate(Date.from(clock.instant()));
        composed.setHeader("Auto-Submitted", "auto-generated");
        composed.setHeader("Content-Language", message.language());
        if (message.unsubscribe() != null) {
            composed.setHeader("List-Unsubscribe", "<%s>".formatted(message.unsubscribe()));
            composed.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        var parts = new MimeMultipart("alternative");
        parts.addBodyPart(part(message.text(), "plain"));
        parts.addBodyPart(part(message.html(), "html"));
        composed.setContent(parts);
        return composed;
    }

    private static MimeBodyPart part(String content, String subtype) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(content, "UTF-8", subtype);
        return part;
    }

    /** The reply code by which the server said that it does not take the message; 0 or less if it did not say so. */
    private static int replyCode(@Nullable Exception failure) {
        int code = switch (failure) {
            case SMTPSendFailedException refused -> refused.getReturnCode();
            case SMTPAddressFailedException refused -> refused.getReturnCode();
            case null, default -> 0;
        };
        if (code > 0) {
            return code;
        }
        return failure instanceof SendFailedException wrapped ? replyCode(wrapped.getNextException()) : 0;
    }

    /**
     * Whether the server refused the recipient since there is no such mailbox: by its enhanced status code (RFC 3463) only, since
     * 550 and 553 are said about senders, too.
     */
    private static boolean refusesAddress(@Nullable Exception failure) {
        return switch (failure) {
            case SMTPAddressFailedException refused -> {
                var status = STATUS.matcher(String.valueOf(refused.getMessage()));
                yield status.find() && NO_MAILBOX.contains(status.group(1));
            }
            case SendFailedException wrapped -> refusesAddress(wrapped.getNextException());
            case null, default -> false;
        };
    }

    private static Properties properties(MailSettings settings) {
        var timeout = Integer.toString(settings.timeoutMillis());
        var properties = new Properties();
        properties.setProperty("mail.transport.protocol", "smtp");
        properties.setProperty("mail.smtp.host", String.valueOf(settings.host()));
        properties.setProperty("mail.smtp.port", Integer.toString(settings.port()));
        properties.setProperty("mail.smtp.connectiontimeout", timeout);
        properties.setProperty("mail.smtp.timeout", timeout);
        properties.setProperty("mail.smtp.writetimeout", timeout);
        properties.setProperty("mail.smtp.auth", Boolean.toString(settings.user() != null));
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(settings.tls() == Tls.STARTTLS));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(settings.tls() == Tls.STARTTLS));
        properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(settings.tls() == Tls.IMPLICIT));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.allowutf8", "true");
        return properties;
    }

    private static @Nullable Authenticator authenticator(MailSettings settings) {
        return settings.user() == null
                ? null
                : new Authenticator() {
                    @Override
                    protected PasswordAuthentication getPasswordAuthentication() {
                        return new PasswordAuthentication(settings.user(), settings.password());
                    }
                };
    }

    private static InternetAddress sender(String from) {
        try {
            return new InternetAddress(from, true);
        } catch (AddressException e) {
            throw new IllegalArgumentException(
                    "foodflow.mail.from must be an address as FoodFlow <foodflow@example.com>, was '%s'"
                            .formatted(from),
                    e);
        }
    }

    private static String domain(InternetAddress address) {
        return address.getAddress().substring(address.getAddress().indexOf('@') + 1);
    }

    /** Keeps its Message-ID, which the library would make of the time and this machine's name. */
    private static final class IdentifiedMessage extends MimeMessage {

        private final String messageId;

        private IdentifiedMessage(Session session, UUID id, String domain) {
            super(session);
            this.messageId = "<%s@%s>".formatted(id, domain);
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", messageId);
        }
    }
}
