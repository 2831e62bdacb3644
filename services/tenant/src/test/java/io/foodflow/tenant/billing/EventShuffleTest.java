package io.foodflow.tenant.billing;

import static io.foodflow.tenant.billing.BillingPlatform.STRIPE;
import static io.foodflow.tenant.billing.BillingPlatform.finish;
import static io.foodflow.tenant.billing.BillingPlatform.newSubscriber;
import static io.foodflow.tenant.billing.BillingPlatform.query;
import static io.foodflow.tenant.billing.BillingPlatform.recorded;
import static io.foodflow.tenant.billing.BillingPlatform.send;
import static io.foodflow.tenant.billing.BillingPlatform.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.tenant.billing.BillingPlatform.Subscriber;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A thousand events, each ten times, shuffled, ten at a time, while they are being dealt with and while at Stripe more
 * happens: each has one effect.
 */
class EventShuffleTest {

    private static final int TENANTS = 10;
    private static final int EVENTS = 1_000;
    private static final int COPIES = 10;
    /** So many have happened before the first is sent; then there is another change with every so many that are sent. */
    private static final int BEFOREHAND = 500;

    private static final int BETWEEN_HAPPENINGS = 15;
    private static final long SEED = 20_261_122L;

    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void hasOneEffectOfEachEventInWhateverOrderTheyCome() throws Exception {
        var random = new Random(SEED);
        var subscribers =
                IntStream.range(0, TENANTS).mapToObj(n -> newSubscriber()).toList();
        live(subscribers, random, BEFOREHAND);
        var copies = new Copies(subscribers, random);
        var refused = new AtomicInteger();
        try (var senders = Executors.newFixedThreadPool(COPIES)) {
            for (int i = 0; i < COPIES; i++) {
                senders.submit(() -> {
                    for (var copy = copies.next(); copy != null; copy = copies.next()) {
                        if (send(copy).status() != 200) {
                            refused.incrementAndGet();
                        }
                    }
                });
            }
        }
        finish();

        assertThat(refused).hasValue(0);
        var events = eventsOf(subscribers);
        assertThat(events).hasSize(EVENTS);
        assertThat(copies.sent()).isEqualTo(EVENTS * COPIES);
        for (var subscriber : subscribers) {
            assertThat(states(subscriber)).as(subscriber.customer()).containsExactly("done");
            for (var fact : List.of(
                    "invoice.finalized=InvoiceIssued",
                    "invoice.paid=InvoicePaid",
                    "invoice.payment_failed=PaymentFailed",
                    "checkout.session.completed=CheckoutCompleted")) {
                var names = fact.split("=");
                assertThat(recorded(subscriber.tenant()).stream()
                                .filter(names[1]::equals)
                                .count())
                        .as(fact)
                        .isEqualTo(events.stream()
                                .map(JSON::readTree)
                                .filter(event ->
                                        event.path("type").asString().equals(names[0]) && isOf(subscriber, event))
                                .count());
            }
            assertThat(query("""
                    select count(*) > 1, bool_and(new_value - 'version' <> coalesce(before - 'version', '{}'))
                    from (select new_value, lag(new_value) over (order by o.no) as before
                          from platform.audit_entries a join platform.outbox o on o.id = a.id
                          where a.event_type = 'SubscriptionChanged' and a.resource_id = '%s') changes""".formatted(subscriber.tenant().id())))
                    .as("each time it is written down it is another one")
                    .containsExactly("t|t");
            var truth = STRIPE.subscription(subscriber.subscription())
                    .path("status")
                    .asString();
            assertThat(subscription(subscriber.tenant()).json().path("state").asString())
                    .isEqualTo(truth.equals("canceled") ? "cancelled" : truth);
        }
        long changes = changes();
        events.forEach(BillingPlatform::send);
        finish();
        assertThat(changes()).as("the same once more changes nothing").isEqualTo(changes);
    }

    /** All copies of all events in no order; while they are taken, more happens. Thread-safe. */
    private static final class Copies {

        private final List<Subscriber> subscribers;
        private final Random random;
        private final List<String> waiting = new ArrayList<>();
        private int known;
        private int sent;

        Copies(List<Subscriber> subscribers, Random random) {
            this.subscribers = subscribers;
            this.random = random;
            add();
        }

        @Nullable
        synchronized String next() {
            if (known < EVENTS && sent % BETWEEN_HAPPENINGS == 0) {
                live(subscribers, random, known + 1);
                add();
            }
            if (waiting.isEmpty()) {
                return null;
            }
            sent++;
            Collections.swap(waiting, random.nextInt(waiting.size()), waiting.size() - 1);
            return waiting.removeLast();
        }

        private void add() {
            var events = eventsOf(subscribers);
            for (var fresh : events.subList(known, events.size())) {
                waiting.addAll(Collections.nCopies(COPIES, fresh));
            }
            known = events.size();
        }

        synchronized int sent() {
            return sent;
        }
    }

    /** Lets the tenants live until there are so many events of theirs, or a few more. */
    private static void live(List<Subscriber> subscribers, Random random, int wanted) {
        for (int many = eventsOf(subscribers).size();
                many < wanted;
                many = eventsOf(subscribers).size()) {
            int left = EVENTS - many;
            var one = subscribers.get(random.nextInt(TENANTS)).subscription();
            var status = STRIPE.subscription(one).path("status").asString();
            if (left < 3 || status.equals("canceled")) {
                STRIPE.turn(one, status); // says the same once more
            } else if (status.equals("past_due") && random.nextBoolean()) {
                STRIPE.settle(one);
            } else if (left < 400 && random.nextInt(40) == 0) {
                STRIPE.turn(one, "canceled");
            } else {
                STRIPE.renew(one, random.nextInt(3) > 0);
            }
        }
    }

    private static List<String> eventsOf(List<Subscriber> subscribers) {
        return STRIPE.events().stream()
                .filter(event -> subscribers.stream().anyMatch(one -> event.contains(one.customer() + "\"")))
                .filter(event -> !event.contains("\"customer.created\""))
                .toList();
    }

    private static boolean isOf(Subscriber subscriber, JsonNode event) {
        return event.path("data").path("object").path("customer").asString("").equals(subscriber.customer());
    }

    private static List<String> states(Subscriber subscriber) {
        return query("select distinct state from platform.billing_events where customer_id = '%s'"
                .formatted(subscriber.customer()));
    }

    private static long changes() {
        return Long.parseLong(
                query("select count(*) from platform.audit_entries").getFirst());
    }
}
