package io.foodflow.demo;

import java.time.LocalDate;
import java.time.ZoneId;

/**
 * What decides every byte of the demo.
 *
 * @param size how much happens
 * @param seed of all chance
 * @param lastDay the last day told, whole; give yesterday to have no events in the future
 * @param days how many days, {@value #USUAL_DAYS} usually; fewer than {@value #FEWEST_DAYS} do not hold the whole story
 * @param zone whose midnights begin the days
 */
public record DemoSettings(DemoSize size, long seed, LocalDate lastDay, int days, ZoneId zone) {
    public static final int USUAL_DAYS = 90;
    public static final int FEWEST_DAYS = 80;

    public DemoSettings {
        if (days < FEWEST_DAYS || days > 3650) {
            throw new IllegalArgumentException("days must be " + FEWEST_DAYS + "..3650, was " + days
                    + ": contamination, complaints and their findings need that long");
        }
    }

    /** Ninety days until the end of a day in central Europe. */
    public static DemoSettings of(DemoSize size, long seed, LocalDate lastDay) {
        return new DemoSettings(size, seed, lastDay, USUAL_DAYS, ZoneId.of("Europe/Berlin"));
    }

    /** The first day told. */
    public LocalDate firstDay() {
        return lastDay.minusDays(days - 1L);
    }
}
