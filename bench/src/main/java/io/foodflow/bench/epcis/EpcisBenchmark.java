package io.foodflow.bench.epcis;

import io.foodflow.engine.epcis.DocumentOutcome;
import io.foodflow.engine.epcis.EpcisLimits;
import io.foodflow.engine.epcis.EpcisReader;
import io.foodflow.engine.epcis.EpcisSource;
import io.foodflow.engine.epcis.EventHash;
import io.foodflow.engine.epcis.EventOutcome;
import io.foodflow.engine.epcis.RawEvent.Format;
import io.foodflow.engine.epcis.model.EpcisEvent;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Documents of {@value #EVENTS} events, in events a second. One thread, the server's JVM options. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(EpcisBenchmark.EVENTS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgs = {"-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xmx512m"})
public class EpcisBenchmark {
    static final int EVENTS = 500;

    /** The syntax of the document. */
    @Param
    public Format format = Format.JSON;

    private final EpcisReader reader = new EpcisReader(EpcisLimits.DEFAULT, Clock.systemUTC());
    private final Map<Format, byte[]> documents = new EnumMap<>(Format.class);
    private final Map<Format, List<EpcisEvent>> events = new EnumMap<>(Format.class);

    /** Makes the documents; refuses to measure any that is not wholly valid or whose events differ by syntax. */
    public EpcisBenchmark() {
        for (Format each : Format.values()) {
            byte[] document = BenchDocument.of(each, EVENTS);
            documents.put(each, document);
            events.put(
                    each,
                    reader.readAll(document).events().stream()
                            .map(EpcisBenchmark::valid)
                            .toList());
        }
        if (!hashes(Format.JSON).equals(hashes(Format.XML))) {
            throw new IllegalStateException("the events differ between JSON and XML");
        }
    }

    private static EpcisEvent valid(EventOutcome outcome) {
        if (outcome instanceof EventOutcome.ValidEvent valid && valid.warnings().isEmpty()) return valid.event();
        throw new IllegalStateException("an event is not valid: " + outcome);
    }

    private List<String> hashes(Format syntax) {
        return events.getOrDefault(syntax, List.of()).stream()
                .map(EventHash::id)
                .toList();
    }

    /** Parses and checks every event. */
    @Benchmark
    public DocumentOutcome readAndCheck(Blackhole sink) {
        return reader.read(source(), outcome -> {
            sink.consume(outcome);
            return true;
        });
    }

    /** The event hash alone, of events that were read before. */
    @Benchmark
    public void hash(Blackhole sink) {
        for (EpcisEvent event : events.getOrDefault(format, List.of())) sink.consume(EventHash.id(event));
    }

    /** What a capture does with each event before it is recorded. */
    @Benchmark
    public DocumentOutcome readCheckAndHash(Blackhole sink) {
        return reader.read(source(), outcome -> {
            sink.consume(EventHash.id(valid(outcome)));
            return true;
        });
    }

    private EpcisSource source() {
        return EpcisSource.of(documents.getOrDefault(format, new byte[0]));
    }
}
