package io.foodflow.demo.epcis;

import io.foodflow.demo.company.Allergen;
import io.foodflow.demo.company.Company;
import io.foodflow.demo.company.Equipment;
import io.foodflow.demo.company.Item;
import io.foodflow.demo.company.ItemKind;
import io.foodflow.demo.company.Organisation;
import io.foodflow.demo.company.Recipe;
import io.foodflow.demo.company.Site;
import io.foodflow.demo.gs1.Form;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/**
 * Writes the company's master data as the header of a document: products, places, parties, and equipment in a vocabulary
 * of the platform's own. Products are named by EPC pattern where their maker writes URNs, else by Digital Link.
 */
final class MasterDataWriter {
    private static final String CBV = "urn:epcglobal:cbv:mda:";
    private static final String OWN = EventWriter.NAMESPACE;

    private final JsonGenerator json;
    private final Company company;
    private final Set<Organisation> linkWriters = new LinkedHashSet<>();

    MasterDataWriter(JsonGenerator json, Company company) {
        this.json = json;
        this.company = company;
        sites().filter(site -> site.form() == Form.LINK).forEach(site -> linkWriters.add(site.organisation()));
    }

    void write() {
        json.writeObjectPropertyStart("epcisHeader");
        json.writeObjectPropertyStart("epcisMasterData");
        json.writeArrayPropertyStart("vocabularyList");
        vocabulary("urn:epcglobal:epcis:vtype:EPCClass", this::products);
        vocabulary("urn:epcglobal:epcis:vtype:Location", () -> sites().forEach(this::place));
        vocabulary("urn:epcglobal:epcis:vtype:Party", this::parties);
        vocabulary(OWN + "vtype/Equipment", () -> company.equipment().forEach(this::equipment));
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    private Stream<Site> sites() {
        return Stream.of(company.plants(), company.suppliers(), company.distributionCentres(), company.shops())
                .flatMap(List::stream);
    }

    private void vocabulary(String type, Runnable elements) {
        json.writeStartObject();
        json.writeStringProperty("type", type);
        json.writeArrayPropertyStart("vocabularyElementList");
        elements.run();
        json.writeEndArray();
        json.writeEndObject();
    }

    private void products() {
        for (Item item : company.items()) {
            begin(classId(item));
            attribute(CBV + "descriptionShort", item.name());
            attribute(OWN + "itemKind", item.kind().code());
            attribute(OWN + "unit", item.unit().name());
            if (item.kind() != ItemKind.PACKAGING) {
                attribute(OWN + "kilogramsPerUnit", Double.toString(item.kgPerUnit()));
            }
            attribute(OWN + "shelfLifeDays", Integer.toString(item.shelfLifeDays()));
            attribute(OWN + "maker", item.maker().gln().party().in(form(item.maker())));
            for (Allergen allergen : Allergen.values()) {
                if (item.allergens().contains(allergen)) {
                    attribute(OWN + "allergen", allergen.code());
                }
            }
            for (Item part : contents(item)) {
                attribute(OWN + "contains", classId(part));
            }
            end();
        }
    }

    /** What a product is made of, by recipe: of bulk its inputs, of a finished product its bulk and addition. */
    private List<Item> contents(Item item) {
        List<Item> contents = new ArrayList<>();
        for (Recipe recipe : company.recipes().values()) {
            if (recipe.bulk().equals(item)) {
                recipe.inputs().forEach(input -> contents.addAll(itemsOf(input.key())));
            }
            for (Recipe.Product product : recipe.products()) {
                if (product.item().equals(item)) {
                    contents.add(recipe.bulk());
                    product.addition().ifPresent(addition -> contents.addAll(itemsOf(addition.key())));
                    product.packaging().forEach(piece -> contents.addAll(itemsOf(piece)));
                }
            }
        }
        return contents;
    }

    private List<Item> itemsOf(String material) {
        return company.items().stream()
                .filter(item -> item.material().equals(material))
                .toList();
    }

    private String classId(Item item) {
        return item.gtin().in(form(item.maker()));
    }

    private Form form(Organisation organisation) {
        return linkWriters.contains(organisation) ? Form.LINK : Form.URN;
    }

    private void place(Site site) {
        begin(site.place().in(site.form()));
        attribute(CBV + "name", site.name());
        attribute(CBV + "city", site.city());
        attribute(CBV + "countryCode", site.country());
        attribute(CBV + "latitude", String.format(Locale.ROOT, "%.4f", site.latitude()));
        attribute(CBV + "longitude", String.format(Locale.ROOT, "%.4f", site.longitude()));
        attribute(OWN + "siteKind", site.kind().name().toLowerCase(Locale.ROOT));
        attribute(OWN + "party", site.party().in(site.form()));
        end();
    }

    private void parties() {
        Set<Organisation> seen = new LinkedHashSet<>();
        sites().forEach(site -> {
            if (seen.add(site.organisation())) {
                party(site);
            }
        });
    }

    private void party(Site site) {
        Organisation organisation = site.organisation();
        begin(site.party().in(site.form()));
        attribute(CBV + "name", organisation.name());
        attribute(CBV + "countryCode", organisation.country());
        attribute(OWN + "partyRole", organisation.role().name().toLowerCase(Locale.ROOT));
        if (organisation.tier() > 0) {
            attribute(OWN + "tier", Integer.toString(organisation.tier()));
        }
        if (organisation.role() == Organisation.Role.GROUP) {
            attribute(OWN + "group", Company.NAME);
        }
        for (Site source : company.sources().getOrDefault(site.key(), List.of())) {
            attribute(OWN + "sourcesFrom", source.party().in(site.form()));
        }
        end();
    }

    private void equipment(Equipment machine) {
        Form form = machine.plant().form();
        begin(machine.id().in(form));
        attribute(CBV + "name", machine.name());
        attribute(OWN + "location", machine.plant().place().in(form));
        attribute(OWN + "probe", machine.probe().in(form));
        end();
    }

    private void begin(String id) {
        json.writeStartObject();
        json.writeStringProperty("id", id);
        json.writeArrayPropertyStart("attributes");
    }

    private void attribute(String id, String value) {
        json.writeStartObject();
        json.writeStringProperty("id", id);
        json.writeStringProperty("attribute", value);
        json.writeEndObject();
    }

    private void end() {
        json.writeEndArray();
        json.writeEndObject();
    }
}
