package io.foodflow.demo.company;

import io.foodflow.demo.company.Organisation.Role;
import io.foodflow.demo.gs1.CompanyPrefix;
import io.foodflow.demo.gs1.Form;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the sites: plants, suppliers, and as many customers as asked for. */
final class Network {
    private Network() {}

    static List<Site> plants() {
        List<Site> sites = new ArrayList<>();
        for (List<String> row : Table.rows("plants.txt")) {
            CompanyPrefix prefix = new CompanyPrefix("952000" + (sites.size() + 1));
            Organisation organisation = new Organisation(prefix.location(1), row.get(2), Role.GROUP, 0, row.get(4));
            sites.add(Site.of(
                    row.get(0),
                    prefix.location(10),
                    row.get(1),
                    Site.Kind.PLANT,
                    organisation,
                    city(row, 3),
                    ZoneId.of(row.get(7)),
                    form(row.get(8))));
        }
        return sites;
    }

    static List<Site> suppliers() {
        List<Site> sites = new ArrayList<>();
        for (List<String> row : Table.rows("suppliers.txt")) {
            CompanyPrefix prefix = new CompanyPrefix("9521000" + String.format(Locale.ROOT, "%02d", sites.size() + 1));
            Organisation organisation = new Organisation(
                    prefix.location(1), row.get(2), Role.SUPPLIER, Integer.parseInt(row.get(1)), row.get(4));
            sites.add(Site.of(
                    row.get(0),
                    prefix.location(10),
                    row.get(2),
                    Site.Kind.SUPPLIER,
                    organisation,
                    city(row, 3),
                    ZoneId.of(row.get(7)),
                    form(row.get(8))));
        }
        return sites;
    }

    /** Customers of one kind, dealt out over the retail chains and the towns of their countries. */
    static List<Site> customers(Site.Kind kind, int count) {
        List<List<String>> chains = Table.rows("chains.txt");
        List<City> cities = Table.rows("cities.txt").stream()
                .map(row -> new City(
                        row.get(0), row.get(1), Double.parseDouble(row.get(2)), Double.parseDouble(row.get(3))))
                .toList();
        List<Site> sites = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int chain = i % chains.size();
            sites.add(customer(kind, i, chains.size(), chains.get(chain), cities));
        }
        return sites;
    }

    private static Site customer(Site.Kind kind, int number, int chains, List<String> row, List<City> cities) {
        int chain = number % chains;
        boolean centre = kind == Site.Kind.DISTRIBUTION_CENTRE;
        CompanyPrefix prefix = new CompanyPrefix("9523000" + (chain + 1));
        Organisation organisation = new Organisation(prefix.location(1), row.get(0), Role.CUSTOMER, 0, row.get(1));
        List<City> towns = cities.stream()
                .filter(city -> city.country().equals(row.get(1)))
                .toList();
        int place = number / chains;
        City city = towns.get((place + chain) % towns.size());
        int branch = place / towns.size() + 1;
        String name = row.get(centre ? 2 : 3) + " " + city.name() + (branch == 1 ? "" : " " + branch);
        return Site.of(
                (centre ? "dc-" : "shop-") + number,
                prefix.location((centre ? 100 : 1000) + place),
                name,
                kind,
                organisation,
                city,
                switch (row.get(1)) {
                    case "FR" -> ZoneId.of("Europe/Paris");
                    case "ES" -> ZoneId.of("Europe/Madrid");
                    default -> ZoneId.of("Europe/Berlin");
                },
                form(row.get(4)));
    }

    private static City city(List<String> row, int from) {
        return new City(
                row.get(from + 1),
                row.get(from),
                Double.parseDouble(row.get(from + 2)),
                Double.parseDouble(row.get(from + 3)));
    }

    private static Form form(String cell) {
        return Form.valueOf(cell.toUpperCase(Locale.ROOT));
    }
}
