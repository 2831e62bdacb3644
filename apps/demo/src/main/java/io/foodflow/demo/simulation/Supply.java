package io.foodflow.demo.simulation;

import io.foodflow.demo.company.Item;
import io.foodflow.demo.company.Site;
import io.foodflow.demo.company.SupplyChain;
import io.foodflow.demo.company.SupplyChain.Maker;
import io.foodflow.demo.company.Unit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Keeps the plants in ingredients and packaging. Each chain runs a campaign every few days that fills the plants up to a
 * target: what they use until the goods of the next campaign are there, and some days more. On the first day the
 * plants' suppliers deliver from stock; what is older than the story has no ancestors.
 */
final class Supply {
    /** The campaign of milk powder of which the bags are contaminated, counted from 0. */
    private static final int CONTAMINATED_CAMPAIGN = 11;
    /** Number of the contaminated lot; the others of the supplier count up and down from it. */
    private static final int CONTAMINATED_NUMBER = 2638;

    private static final String MILK_POWDER = "smp";
    private static final double SAFETY_DAYS = 3;
    private static final double LEAST_ORDER_DAYS = 0.3;
    private static final double FRESH_SAFETY_DAYS = 0.6;

    private final World world;
    private final Demand demand;
    /** Ordered and not yet there, by plant and material: grams, or thousandths of a piece. */
    private final Map<String, Double> expected = new LinkedHashMap<>();

    private final Map<String, Integer> campaigns = new LinkedHashMap<>();

    Supply(World world, Demand demand) {
        this.world = world;
        this.demand = demand;
    }

    /** The campaigns that begin on a day. */
    void plan(int day, long midnight) {
        int order = 0;
        for (SupplyChain chain : world.company.chains().values()) {
            boolean fresh = chain.periodDays() == 1;
            if (fresh || (day > 0 && (day + order) % chain.periodDays() == 0)) {
                world.agenda.at(midnight + 4 * Agenda.HOUR + order * Agenda.MINUTE, () -> campaign(chain, false));
            } else if (day == 0) {
                world.agenda.at(midnight + 6 * Agenda.HOUR + order * Agenda.MINUTE, () -> campaign(chain, true));
            }
            order++;
        }
    }

    private void campaign(SupplyChain chain, boolean opening) {
        int number = campaigns.getOrDefault(chain.key(), 0);
        boolean contaminated = chain.key().equals(MILK_POWDER) && number == CONTAMINATED_CAMPAIGN;
        Map<Site, Double> needs = needs(chain, contaminated ? chain.periodDays() : 0);
        if (needs.isEmpty()) {
            return;
        }
        campaigns.merge(chain.key(), 1, Integer::sum);
        int splits = world.scale.supplySplit();
        for (int split = 0; split < splits; split++) {
            Map<Site, Double> share = new LinkedHashMap<>();
            needs.forEach((plant, need) -> share.put(plant, need / splits));
            new Campaign(world, this, chain, number, split, share)
                    .start(opening || chain.steps().size() == 1);
        }
    }

    /**
     * What the plants lack of a material.
     *
     * @param leastDays what every plant that uses it gets at least, so that the contaminated lot comes to two
     */
    private Map<Site, Double> needs(SupplyChain chain, int leastDays) {
        Map<Site, Double> needs = new LinkedHashMap<>();
        double days =
                chain.periodDays() + chain.leadDays() + (chain.periodDays() == 1 ? FRESH_SAFETY_DAYS : SAFETY_DAYS);
        for (Site plant : world.company.plants()) {
            Stock stock = world.stock(plant);
            boolean pieces = chain.delivered().unit() == Unit.EA;
            double there = pieces ? stock.available(chain.key()) : stock.grams(chain.key());
            double daily = demand.daily(plant, chain.key());
            double need = Math.max(daily * leastDays, daily * days - there - expected(plant, chain));
            if (need > daily * LEAST_ORDER_DAYS) {
                needs.put(plant, need);
                expect(plant, chain, need);
            }
        }
        return needs;
    }

    private double expected(Site plant, SupplyChain chain) {
        return expected.getOrDefault(plant.key() + "/" + chain.key(), 0.0);
    }

    /** More is on its way to a plant; less, when it has arrived. */
    void expect(Site plant, SupplyChain chain, double amount) {
        expected.merge(plant.key() + "/" + chain.key(), amount, Double::sum);
    }

    /** The lot in which a supplier's step ends. */
    Lot lot(SupplyChain chain, Maker maker, int campaign, int split, boolean last) {
        Item item = maker.item();
        if (!last || !chain.key().equals(MILK_POWDER)) {
            return world.flow.lot(maker.site(), item, mark(item, maker.site()));
        }
        String code = "MP-" + (CONTAMINATED_NUMBER - CONTAMINATED_CAMPAIGN + campaign);
        Lot lot = new Lot(item, split == 0 ? code : code + "-" + (split + 1), world.journal.today(maker.site()));
        if (code.equals(Trail.LOT_CODE) && split == 0) {
            world.trail.begin(lot);
        }
        return lot;
    }

    /** The letters before the date: suppliers have their own habits, one of them a slash. */
    private static String mark(Item item, Site site) {
        String first = item.name().substring(0, 1).toUpperCase(Locale.ROOT);
        return switch (site.key()) {
            case "packboard" -> "KB/";
            case "packplast" -> "LB";
            case "cultures" -> "LC-";
            default ->
                site.organisation().tier() == 3
                        ? first
                        : first + site.organisation().tier() + "-";
        };
    }

    /** Which of a step's makers takes the goods of the maker before it: they are dealt out in order. */
    static Maker next(List<Maker> from, Maker maker, List<Maker> to) {
        return to.get(from.indexOf(maker) * to.size() / from.size());
    }
}
