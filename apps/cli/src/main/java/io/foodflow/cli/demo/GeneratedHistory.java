package io.foodflow.cli.demo;

import io.foodflow.demo.DemoCompany;
import io.foodflow.demo.DemoDocument;
import io.foodflow.demo.DemoSettings;
import io.foodflow.demo.DemoSize;
import java.time.LocalDate;
import java.util.Iterator;

/** What the generator of the demo company tells, always with the same seed. */
record GeneratedHistory(DemoSettings settings) implements History {
    private static final long SEED = 7;

    static GeneratedHistory of(DemoSize size, LocalDate lastDay) {
        return new GeneratedHistory(DemoSettings.of(size, SEED, lastDay));
    }

    @Override
    public DemoSize size() {
        return settings.size();
    }

    @Override
    public LocalDate lastDay() {
        return settings.lastDay();
    }

    @Override
    public long events() {
        return DemoCompany.facts(settings).cast().events();
    }

    @Override
    public Iterator<DemoDocument> documents() {
        return DemoCompany.generate(settings).iterator();
    }
}
