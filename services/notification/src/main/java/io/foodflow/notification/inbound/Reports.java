package io.foodflow.notification.inbound;

import io.foodflow.notification.channels.ChannelKind;
import io.foodflow.notification.deliveries.Deliveries;
import io.foodflow.notification.suppressions.Reason;
import io.foodflow.notification.suppressions.Suppressions;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
        return heed(ChannelKind.EMAIL, report.delivery(), report.reason(), report.detail(), report.recipient());
    }

    /** Whether anything changes by what is said of a message: it went to where we know, wherever it is said to have gone. */
    boolean heed(ChannelKind kind, UUID delivery, Reason reason, String detail) {
        return heed(kind, delivery, reason, detail, null);
    }

    private boolean heed(ChannelKind kind, UUID delivery, Reason reason, String detail, @Nullable String about) {
        return deliveries
                .one(delivery)
                .filter(found -> found.kind().equals(kind.text()) && found.recipient() != null)
                .filter(found -> about == null || about.equalsIgnoreCase(found.recipient()))
                .map(found -> suppressions
                        .add(kind, String.valueOf(found.recipient()), reason, detail)
                        .isNew())
                .orElse(false);
    }
}
