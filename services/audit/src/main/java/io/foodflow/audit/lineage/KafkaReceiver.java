package io.foodflow.audit.lineage;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes events to a topic, keyed by run so that those of one run stay in order, and waits until all replicas in sync have each: the
 * client's own Kafka transport logs a failure and goes on, which would lose the event. Used by one thread.
 */
final class KafkaReceiver implements Receiver {

    private static final int PATIENCE_MILLIS = 20_000;

    private final String topic;
    private final Supplier<Producer<String, String>> producers;
    private @Nullable Producer<String, String> producer;

    KafkaReceiver(LineageSettings.Kafka settings) {
        this(settings.topic(), () -> new KafkaProducer<>(properties(settings)));
    }

    /** @param producers makes a producer when the first event is to be written, and after one that failed for good */
    KafkaReceiver(String topic, Supplier<Producer<String, String>> producers) {
        this.topic = topic;
        this.producers = producers;
    }

    static Map<String, Object> properties(LineageSettings.Kafka settings) {
        var properties = new HashMap<String, Object>();
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS / 2);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS / 4);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        if (settings.properties() != null) {
            properties.putAll(settings.properties());
        }
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return properties;
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public Told tell(UUID run, String event) {
        try {
            if (producer == null) {
                producer = producers.get();
            }
            producer.send(new ProducerRecord<>(topic, run.toString(), event))
                    .get(PATIENCE_MILLIS + PATIENCE_MILLIS / 2, TimeUnit.MILLISECONDS);
            return new Told.Arrived();
        } catch (ExecutionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            return failed(cause);
        } catch (KafkaException e) {
            return failed(e);
        } catch (TimeoutException e) {
            return new Told.NotNow("not confirmed within %d ms".formatted(PATIENCE_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Told.NotNow("interrupted");
        }
    }

    private Told failed(Throwable failure) {
        if (failure instanceof RecordTooLargeException || failure instanceof SerializationException) {
            return new Told.Refused(failure.toString());
        }
        close(); // some failures end a producer for good
        return new Told.NotNow(failure.toString());
    }

    @Override
    public void close() {
        var closing = producer;
        producer = null;
        if (closing != null) {
            closing.close(java.time.Duration.ZERO);
        }
    }
}
