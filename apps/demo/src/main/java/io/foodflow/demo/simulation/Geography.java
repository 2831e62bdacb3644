package io.foodflow.demo.simulation;

import io.foodflow.demo.company.Site;

/** How long a lorry takes. */
final class Geography {
    private static final double EARTH_RADIUS_KM = 6371;
    private static final double ROAD_KM_PER_HOUR = 55;
    private static final double OVERSEAS_KM = 2500;
    private static final long OVERSEAS_MILLIS = 5 * Agenda.DAY;

    private Geography() {}

    /** Milliseconds from door to door: great circle at lorry speed, and five days across the sea. */
    static long travelMillis(Site from, Site to) {
        double km = kilometres(from, to);
        return km > OVERSEAS_KM ? OVERSEAS_MILLIS : Agenda.HOUR + (long) (km / ROAD_KM_PER_HOUR * Agenda.HOUR);
    }

    /** Great-circle distance by the haversine formula. */
    static double kilometres(Site from, Site to) {
        double latitude = Math.toRadians(to.latitude() - from.latitude());
        double longitude = Math.toRadians(to.longitude() - from.longitude());
        double h = square(StrictMath.sin(latitude / 2))
                + StrictMath.cos(Math.toRadians(from.latitude()))
                        * StrictMath.cos(Math.toRadians(to.latitude()))
                        * square(StrictMath.sin(longitude / 2));
        return 2 * EARTH_RADIUS_KM * StrictMath.asin(Math.sqrt(h));
    }

    private static double square(double x) {
        return x * x;
    }
}
