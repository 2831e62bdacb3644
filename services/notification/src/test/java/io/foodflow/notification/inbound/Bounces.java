package io.foodflow.notification.inbound;

import java.nio.charset.StandardCharsets;

/** Mails as mail systems write them about mails that they could not deliver. */
final class Bounces {

    private Bounces() {}

    /** A delivery status notification (RFC 3464) as Postfix writes it. */
    static byte[] undelivered(String to, String messageId, String action, String status) {
        return """
                Return-Path: <>
                From: MAILER-DAEMON@mail.example.com (Mail Delivery System)
                Subject: Undelivered Mail Returned to Sender
                To: plant@example.com
                Auto-Submitted: auto-replied
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="b/1"

                This is a MIME-encapsulated message.

                --b/1
                Content-Type: text/plain; charset=us-ascii

                I could not deliver your message.

                --b/1
                Content-Description: Delivery report
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mail.example.com
                Arrival-Date: Sun, 22 Nov 2026 08:00:00 +0000 (UTC)

                Final-Recipient: rfc822; %s
                Action: %s
                Status: %s
                Diagnostic-Code: smtp; 550 5.1.1 User unknown

                --b/1
                Content-Description: Undelivered Message Headers
                Content-Type: text/rfc822-headers

                From: plant@example.com
                Message-ID: %s

                --b/1--
                """.formatted(to, action, status, messageId)
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A complaint (RFC 5965) with the mail that it is about. */
    static byte[] complaint(String messageId, String kind) {
        return """
                From: <abuse@example.net>
                Subject: FW: Cold store 3
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=feedback-report; boundary=part

                --part
                Content-Type: text/plain

                This is an email abuse report.
                --part
                Content-Type: message/feedback-report

                Feedback-Type: %s
                User-Agent: SomeGenerator/1.0
                Version: 1

                --part
                Content-Type: message/rfc822

                From: plant@example.com
                Message-ID: %s
                Subject: Cold store 3

                9 degrees
                --part--
                """.formatted(kind, messageId).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
