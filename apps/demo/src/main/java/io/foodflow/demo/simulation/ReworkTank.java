package io.foodflow.demo.simulation;

import io.foodflow.demo.company.Item;
import io.foodflow.demo.company.Recipe;
import io.foodflow.demo.company.Site;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Offcuts of a family on a line, frozen, a lot every three weeks: what comes in on Thursday goes out on Friday into a batch that gives offcuts
 * again. In a graph of lots this is a cycle; only the times tell what can have got where.
 */
final class ReworkTank {
    private static final int WASH_EVERY_DAYS = 21;
    private static final int FIRST_WASH_DAYS = 7;

    private final World world;
    private final Recipe recipe;
    private final Item item;
    private @Nullable Lot lot;
    private long thousandths;
    private int period = -1;

    ReworkTank(World world, Recipe recipe) {
        this.world = world;
        this.recipe = recipe;
        this.item = recipe.reworkItem().orElseThrow();
    }

    /** A portion about to be put in, of the current lot. */
    Portion incoming(long grams, int line) {
        renew();
        Lot current = lot;
        if (current == null) {
            Site plant = recipe.plant();
            LocalDate today = world.journal.today(plant);
            String code = String.format(
                    Locale.ROOT,
                    "RW-%.8s-%02d%03d-%d",
                    recipe.key().toUpperCase(Locale.ROOT),
                    today.getYear() % 100,
                    today.getDayOfYear(),
                    line + 1);
            current = new Lot(item, code, today);
            lot = current;
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

    /** Every three weeks the tank is emptied and washed. */
    private void renew() {
        int now = (world.day() + FIRST_WASH_DAYS) / WASH_EVERY_DAYS;
        if (now != period) {
            Lot old = lot;
            if (old != null && thousandths > 0) {
                world.flow.destroy(recipe.plant(), List.of(new Portion(old, thousandths)), "old rework");
            }
            lot = null;
            thousandths = 0;
            period = now;
        }
    }
}
