package io.foodflow.demo;

import io.foodflow.demo.company.Company;
import io.foodflow.demo.company.CompanyReader;
import io.foodflow.demo.company.ItemKind;
import io.foodflow.demo.company.Site;
import io.foodflow.demo.epcis.EpcisEvent;
import io.foodflow.demo.simulation.Scale;
import io.foodflow.demo.simulation.Simulation;
import io.foodflow.demo.simulation.Truth;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The Sennwies Food Group: a dairy in Upper Bavaria, a bakery in Brittany and a dessert maker in Catalonia, with 40
 * suppliers on three tiers and their customers. People, companies, places of the group and all numbers are invented; GS1
 * keys begin with 952, which GS1 keeps for examples.
 *
 * <p>Deterministic: equal settings give equal bytes and facts. Both methods can be called from any thread; a stream belongs
 * to one. The simulation is streamed: memory is that of the goods in stock and on the way.
 */
public final class DemoCompany {
    /** The group's name. */
    public static final String NAME = Company.NAME;

    private DemoCompany() {}

    /**
     * Documents of at most 500 events, in the order of time; the first brings the master data in its header. An event
     * that corrects an earlier one stands where it was told and bears the time of which it tells. The stream is lazy,
     * sequential, and told while it is read.
     */
    public static Stream<DemoDocument> generate(DemoSettings settings) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(
                        new DocumentIterator(settings, company(settings)),
                        Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE),
                false);
    }

    /** How many documents {@link #generate} gives. Runs the simulation without writing it. */
    public static int documents(DemoSettings settings) {
        return Math.toIntExact(
                Math.ceilDiv(facts(settings).cast().events(), (long) DocumentIterator.EVENTS_A_DOCUMENT));
    }

    /** What is true in the documents of the same settings. Runs the simulation without writing it: seconds for size L. */
    public static DemoFacts facts(DemoSettings settings) {
        Company company = company(settings);
        Simulation simulation = simulation(settings, company, event -> {});
        boolean more = true;
        while (more) {
            more = simulation.advance();
        }
        Truth truth = simulation.truth();
        return new DemoFacts(
                new DemoFacts.Contamination(
                        truth.source(),
                        truth.sourceUrn(),
                        truth.lots(),
                        truth.pieces(),
                        truth.pallets(),
                        truth.plants(),
                        truth.customers(),
                        truth.complaints()),
                new DemoFacts.Origin(truth.complaints().getFirst(), truth.upstreamLots(), truth.upstreamSuppliers()),
                cast(settings, company, truth),
                truth.overlookedCleaning()
                        .map(overlooked -> new DemoFacts.OverlookedCleaning(
                                overlooked.equipment(), overlooked.lot(), overlooked.allergens())));
    }

    private static DemoFacts.Cast cast(DemoSettings settings, Company company, Truth truth) {
        List<Integer> tiers = IntStream.rangeClosed(1, 3)
                .mapToObj(tier -> count(company.suppliers(), tier))
                .toList();
        return new DemoFacts.Cast(
                company.plants().size(),
                tiers,
                company.distributionCentres().size() + company.shops().size(),
                (int) company.items().stream()
                        .filter(item -> item.kind() == ItemKind.FINISHED)
                        .count(),
                company.items().size(),
                company.equipment().size(),
                settings.days(),
                truth.events(),
                truth.transformations(),
                truth.cleanings(),
                truth.errors());
    }

    private static int count(List<Site> suppliers, int tier) {
        return (int) suppliers.stream()
                .filter(site -> site.organisation().tier() == tier)
                .count();
    }

    private static Company company(DemoSettings settings) {
        Scale scale = settings.size().scale();
        return CompanyReader.read(scale.distributionCentres(), scale.shops(), scale.lines());
    }

    static Simulation simulation(DemoSettings settings, Company company, Consumer<EpcisEvent> sink) {
        return new Simulation(
                company,
                settings.size().scale(),
                settings.seed(),
                settings.firstDay(),
                settings.days(),
                settings.zone(),
                sink);
    }
}
