package io.foodflow.demo.company;

import io.foodflow.demo.gs1.Form;
import io.foodflow.demo.gs1.Gln;
import io.foodflow.demo.gs1.Identifier;
import java.time.ZoneId;

/**
 * A place where events happen.
 *
 * @param form the spelling of identifiers that its system writes
 * @param place its GLN as an identifier
 * @param transactionPrefix how its documents are named, up to their number
 */
public record Site(
        String key,
        Gln gln,
        String name,
        Kind kind,
        Organisation organisation,
        String city,
        String country,
        double latitude,
        double longitude,
        ZoneId zone,
        Form form,
        Identifier place,
        Identifier party,
        String transactionPrefix) {
    /** What kind of place it is. */
    public enum Kind {
        SUPPLIER,
        PLANT,
        DISTRIBUTION_CENTRE,
        SHOP
    }

    /** A site whose derived names follow from its number and its organisation's. */
    static Site of(
            String key, Gln gln, String name, Kind kind, Organisation organisation, City city, ZoneId zone, Form form) {
        return new Site(
                key,
                gln,
                name,
                kind,
                organisation,
                city.name(),
                city.country(),
                city.latitude(),
                city.longitude(),
                zone,
                form,
                gln.place(),
                organisation.gln().party(),
                "urn:epcglobal:cbv:bt:" + gln.digits() + ":");
    }

    /** The name of one of the site's business documents, such as its order 4711. */
    public String transaction(String number) {
        return transactionPrefix + number;
    }
}
