package io.foodflow.notification.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.notification.suppressions.Reason;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MailReportTest {

    private static final UUID ID = UUID.fromString("01937b4e-1c2d-7e3f-8a4b-5c6d7e8f9a0b");
    private static final String MESSAGE_ID = "<%s@example.com>".formatted(ID);

    @ParameterizedTest
    @CsvSource({
        "failed, 5.1.1, true",
        "Failed, 5.1.10, true",
        "failed, 5.2.1, true",
        "failed, 5.2.2, false",
        "failed, 5.7.1, false",
        "failed, 4.1.1, false",
        "delayed, 5.1.1, false",
        "delivered, 5.1.1, false",
        "failed, 5.1.1 (bad), false"
    })
    void endsAnAddressWhereNobodyIsThereAndNowhereElse(String action, String status, boolean ends) {
        var read = MailReport.read(Bounces.undelivered("anna@example.com", MESSAGE_ID, action, status));
        if (ends) {
            assertThat(read).contains(new MailReport(ID, Reason.BOUNCE, status, "anna@example.com"));
        } else {
            assertThat(read).isEmpty();
        }
    }

    @Test
    void readsComplaints() {
        assertThat(MailReport.read(Bounces.complaint(MESSAGE_ID, "abuse")))
                .contains(new MailReport(ID, Reason.COMPLAINT, "abuse", null));
        assertThat(MailReport.read(Bounces.complaint(MESSAGE_ID, "not-spam"))).isEmpty();
    }

    static Stream<byte[]> hostile() {
        var good = new String(
                Bounces.undelivered("anna@example.com", MESSAGE_ID, "failed", "5.1.1"), StandardCharsets.UTF_8);
        var manyParts = new StringBuilder(good.substring(0, good.indexOf("--b/1")));
        manyParts.repeat("--b/1\r\n\r\nx\r\n", 20_000);
        manyParts.append(good.substring(good.indexOf("--b/1")));
        var deep = new StringBuilder();
        for (int n = 0; n < 5_000; n++) {
            deep.append("Content-Type: multipart/report; boundary=b%d\r\n\r\n--b%d\r\n".formatted(n, n));
        }
        return Stream.of(
                        "",
                        "\r\n".repeat(50_000),
                        "no mail at all",
                        "\u0000\u0001\u0002",
                        "Content-Type: multipart/report\r\n\r\nno boundary",
                        "Content-Type: multipart/report; boundary=\r\n\r\n--\r\n",
                        "Content-Type: ((((((((\r\n\r\nx",
                        deep.toString(),
                        manyParts.toString(),
                        good.replace("multipart/report", "multipart/mixed"),
                        good.replace("message/delivery-status", "text/plain"),
                        good.replace("text/rfc822-headers", "text/plain"),
                        good.replace(MESSAGE_ID, "<someone@example.com>"),
                        good.replace(MESSAGE_ID, "<%s@>".formatted(ID)),
                        good.replace(MESSAGE_ID, MESSAGE_ID + " " + MESSAGE_ID),
                        good.replace(MESSAGE_ID, "<00000000-0000-0000-0000-000000000000@example.com>"),
                        good.replace("Message-ID:", "X-Message-ID:"),
                        good.replace("Status: 5.1.1", "Status: " + "5".repeat(200_000)),
                        good.replace("Final-Recipient", "x: y\r\n\r\n".repeat(1_000) + "Final-Recipient"))
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void takesNothingElseForAReport(byte[] mail) {
        assertThat(MailReport.read(mail)).isEmpty();
    }
}
