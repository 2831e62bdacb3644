package io.foodflow.notification.inbound;

import io.foodflow.notification.suppressions.Reason;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a mail system reports about one of our mails: that it was not delivered (RFC 3464), or that its reader complained
 * (RFC 5965). Anybody can send such a mail, so it is believed about a message only whose id it brings back, which nobody knows
 * but who has had the message. Parts within parts are not looked at.
 *
 * @param delivery whose Message-ID the mail had
 * @param reason why nothing is to be sent there any more
 * @param detail the status or kind, as {@code 5.1.1}
 * @param recipient whom it could not be delivered to: of a list that we write to it may be one member; null for a complaint
 */
record MailReport(
        UUID delivery,
        Reason reason,
        String detail,
        @Nullable String recipient) {

    private static final int MOST_PARTS = 10;
    private static final int LONGEST_PART = 65_536;
    private static final int MOST_RECIPIENTS = 10;
    private static final Session SESSION = Session.getInstance(new Properties());
    private static final Pattern MESSAGE_ID =
            Pattern.compile("<([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})@[^<>\\s]{1,255}>");

    /** Statuses by which nobody is there (any more): what is full, moved or forbidden for now may be well tomorrow. */
    private static final Set<String> NOBODY = Set.of("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1");

    /** Reads a mail as it came; empty if it is no report about a mail of ours, or not one that ends anything. */
    static Optional<MailReport> read(byte[] mail) {
        try {
            var message = new MimeMessage(SESSION, new ByteArrayInputStream(mail));
            var type = new ContentType(String.valueOf(message.getContentType()));
            if (!type.match("multipart/report") || !(message.getContent() instanceof MimeMultipart parts)) {
                return Optional.empty();
            }
            var said = said(parts);
            var about = about(parts);
            return said.isEmpty() || about == null
                    ? Optional.empty()
                    : Optional.of(new MailReport(
                            about,
                            said.get().reason(),
                            said.get().detail(),
                            said.get().recipient()));
        } catch (MessagingException | IOException | RuntimeException e) {
            return Optional.empty(); // whatever it is, it is no report
        }
    }

    private record Said(
            Reason reason, String detail, @Nullable String recipient) {}

    private static Optional<Said> said(MimeMultipart parts) throws MessagingException, IOException {
        for (int n = 0; n < Math.min(parts.getCount(), MOST_PARTS); n++) {
            var part = parts.getBodyPart(n);
            if (part.isMimeType("message/delivery-status")) {
                return undelivered(part);
            }
            if (part.isMimeType("message/feedback-report")) {
                var kind = first(headers(part), "Feedback-Type");
                return "abuse".equalsIgnoreCase(kind)
                        ? Optional.of(new Said(Reason.COMPLAINT, "abuse", null))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Fields about the message, then about each recipient; ours have one. */
    private static Optional<Said> undelivered(Part part) throws MessagingException, IOException {
        var fields = bounded(part);
        for (int n = 0; n <= MOST_RECIPIENTS && fields.available() > 0; n++) {
            var group = new InternetHeaders(fields);
            var status = first(group, "Status");
            var recipient = recipient(group);
            if ("failed".equalsIgnoreCase(first(group, "Action"))
                    && status != null
                    && NOBODY.contains(status)
                    && recipient != null) {
                return Optional.of(new Said(Reason.BOUNCE, status, recipient));
            }
        }
        return Optional.empty();
    }

    /** Whom the sender wrote to, where the report knows that, else where it went in the end; without the kind of address. */
    private static @Nullable String recipient(InternetHeaders group) {
        var original = first(group, "Original-Recipient");
        var address = original == null ? first(group, "Final-Recipient") : original;
        return address == null
                ? null
                : address.substring(address.indexOf(';') + 1).strip();
    }

    /** The id of the mail that is sent back, whole or only its head. */
    private static @Nullable UUID about(MimeMultipart parts) throws MessagingException, IOException {
        for (int n = 0; n < Math.min(parts.getCount(), MOST_PARTS); n++) {
            var part = parts.getBodyPart(n);
            if (part.isMimeType("message/rfc822") || part.isMimeType("text/rfc822-headers")) {
                var id = MESSAGE_ID.matcher(
                        String.valueOf(first(headers(part), "Message-ID")).toLowerCase(Locale.ROOT));
                return id.matches() ? UUID.fromString(id.group(1)) : null;
            }
        }
        return null;
    }

    private static InternetHeaders headers(Part part) throws MessagingException, IOException {
        return new InternetHeaders(bounded(part));
    }

    private static ByteArrayInputStream bounded(Part part) throws MessagingException, IOException {
        try (var content = part.getInputStream()) {
            return new ByteArrayInputStream(content.readNBytes(LONGEST_PART));
        }
    }

    private static @Nullable String first(InternetHeaders headers, String name) {
        var values = headers.getHeader(name);
        return values == null ? null : values[0].strip();
    }
}
