package io.foodflow.demo.simulation;

import io.foodflow.demo.company.Item;
import io.foodflow.demo.epcis.LotDetails;
import io.foodflow.demo.gs1.Identifier;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A lot and what the simulation alone knows of it: what went in, and whether the contaminated lot is among that. */
final class Lot {
    private final Item item;
    private final String code;
    private final Identifier id;
    private final LocalDate made;
    private final LocalDate expires;
    private Ancestry ancestry;
    private boolean contaminated;

    Lot(Item item, String code, LocalDate made) {
        this.item = item;
        this.code = code;
        this.id = item.gtin().lot(code);
        this.made = made;
        this.expires = made.plusDays(item.shelfLifeDays());
        this.ancestry = new Ancestry(id, item.maker(), List.of());
    }

    Item item() {
        return item;
    }

    Identifier id() {
        return id;
    }

    String code() {
        return code;
    }

    LocalDate expires() {
        return expires;
    }

    Ancestry ancestry() {
        return ancestry;
    }

    boolean contaminated() {
        return contaminated;
    }

    void contaminate() {
        contaminated = true;
    }

    /** Material of these ancestries goes in; what the lot was before stays an ancestor too. */
    void absorb(Collection<Ancestry> sources) {
        List<Ancestry> parents = new ArrayList<>(sources);
        if (!ancestry.isOrigin()) {
            parents.add(ancestry);
        }
        ancestry = new Ancestry(id, item.maker(), List.copyOf(parents));
    }

    LotDetails details(boolean harvested) {
        return new LotDetails(code, made, expires, item.maker().country(), harvested);
    }

    /** Less than a third of the shelf life is left. */
    boolean shortDated(LocalDate today) {
        return expires.toEpochDay() - today.toEpochDay() < item.shelfLifeDays() / 3.0;
    }
}
