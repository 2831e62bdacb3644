package io.foodflow.demo.simulation;

import io.foodflow.demo.company.Item;
import io.foodflow.demo.company.Recipe;
import io.foodflow.demo.company.Site;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Offcuts of a family on a line, a lot a week: what comes in on Thursday goes out on Friday into a batch that gives offcuts
 * again. In a graph of lots this is a cycle; only the times tell what can have got where.
 */
final class ReworkTank {
    private final World world;
    private final Recipe recipe;
    private final Item item;
    private @Nullable Lot lot;
    private long thousandths;
    private int week = -1;
    private int lots;

    ReworkTank(World world, Recipe recipe) {
        this.world = world;
        this.recipe = recipe;
        this.item = recipe.reworkItem().orElseThrow();
    }

    /** A portion about to be put in, of this week's lot. */
    Portion incoming(long grams, int line) {
        renew();
        Lot current = lot;
        if (current == null) {
            Site plant = recipe.plant();
            LocalDate today = world.journal.today(plant);
            String code = String.format(
                    Locale.ROOT, "RW-%s-%02dW%02d-%d%s", recipe.key().toUpperCase(Locale.ROOT), today.get(IsoFields.WEEK_BASED_YEAR) % 100,
                    week, line + 1, lots == 0 ? "" : "-" + lots);
            current = new Lot(item, code, today);
            lot = current;
            lots++;
        }
        long incoming = item.thousandthsOf(grams);
        thousandths += incoming;
        return new Portion(current, incoming);
    }

    /** Takes out up to so much. */
    List<Portion> take(long grams) {
        renew();
        Lot current = lot;
        long part = Math.min(thousandths, item.thousandthsOf(grams));
        if (current == null || part < 1000) {
            return List.of();
        }
        thousandths -= part;
        return List.of(new Portion(current, part));
    }

    /** On Monday the tank is emptied and washed. */
    private void renew() {
        int now = world.journal.today(recipe.plant()).get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
        if (now != week) {
            Lot old = lot;
            if (old != null && thousandths > 0) {
                world.flow.destroy(recipe.plant(), List.of(new Portion(old, thousandths)), "rework of last week");
            }
            lot = null;
            thousandths = 0;
            lots = 0;
            week = now;
        }
    }
}
