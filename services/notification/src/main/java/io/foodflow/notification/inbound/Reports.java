package io.foodflow.notification.inbound;

import io.foodflow.notification.channels.ChannelKind;
import io.foodflow.notification.deliveries.Deliveries;
import io.foodflow.notification.suppressions.Reason;
import io.foodflow.notification.suppressions.Suppressions;
import java.util.UUID;

/** Heeds what receivers say of the current tenant's messages. Thread-safe. */
final class Reports {

    private final Deliveries deliveries;
    private final Suppressions suppressions;

    Reports(Deliveries deliveries, Suppressions suppressions) {
        this.deliveries = deliveries;
        this.suppressions = suppressions;
    }

    /** Whether anything changes by a report about a mail; one about none of ours does nothing. */
    boolean heed(MailReport report) {
        return heed(ChannelKind.EMAIL, report.delivery(), report.reason(), report.detail());
    }

    /** Whether anything changes by what is said of a message: it went to where we know, wherever it is said to have gone. */
    boolean heed(ChannelKind kind, UUID delivery, Reason reason, String detail) {
        return deliveries
                .one(delivery)
                .filter(found -> found.kind().equals(kind.text()) && found.recipient() != null)
                .map(found -> suppressions
                        .add(kind, String.valueOf(found.recipient()), reason, detail)
                        .isNew())
                .orElse(false);
    }
}
