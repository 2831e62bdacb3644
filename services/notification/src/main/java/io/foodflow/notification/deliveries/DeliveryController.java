package io.foodflow.notification.deliveries;

import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/notifications/deliveries")
@Tag(name = "Notification deliveries", description = "Messages on their way to receivers, and every attempt there was")
final class DeliveryController {

    private final Deliveries deliveries;

    DeliveryController(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @GetMapping
    @RequiresPermission("notification_delivery:read")
    @Operation(
            summary = "List deliveries, the newest first",
            description =
                    "state is waiting, sending, delivered or dead. A dead one was refused for good, or tried as often as is"
                            + " allowed.")
    Page<Delivery> list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(name = "channel_id", required = false) @Nullable UUID channelId,
            @RequestParam(name = "notification_id", required = false) @Nullable UUID notificationId,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var wanted = state == null
                ? null
                : DeliveryState.find(state)
                        .orElseThrow(() -> new ProblemException(Problems.invalid(
                                "state",
                                "known-state",
                                "state must be one of %s, was '%s'".formatted(DeliveryState.texts(), state))));
        return deliveries.list(new DeliveryFilter(wanted, channelId, notificationId), PageRequest.of(limit, cursor));
    }

    @GetMapping("/{id}")
    @RequiresPermission("notification_delivery:read")
    @Operation(summary = "Get a delivery with all its attempts and what the receiver answered to each")
    Deliveries.Logged get(@PathVariable UUID id) {
        return deliveries.find(id).orElseThrow(() -> unknown(id));
    }

    @PostMapping("/{id}/replay")
    @RequiresPermission("notification_delivery:write")
    @Operation(
            summary = "Try a dead delivery anew",
            description =
                    "As often as a new one, under the same id, by which receivers know a repeat. One that waits already goes on as it is.")
    Delivery replay(@PathVariable UUID id) {
        return switch (deliveries.replay(id)) {
            case Deliveries.Replay.Queued(var delivery) -> delivery;
            case Deliveries.Replay.Delivered(var delivery) ->
                throw new ProblemException(Problems.conflict(
                        "delivered",
                        "Delivered",
                        "'%s' took the message and gets it once; send another notification"
                                .formatted(delivery.channelName())));
            case Deliveries.Replay.ChannelGone(var delivery) ->
                throw new ProblemException(Problems.conflict(
                        "channel-gone",
                        "Channel gone",
                        "the channel '%s' was removed; send another notification".formatted(delivery.channelName())));
            case Deliveries.Replay.Absent(var absent) -> throw unknown(absent);
        };
    }

    private static ProblemException unknown(UUID id) {
        return new ProblemException(Problems.notFound("delivery", id));
    }
}
