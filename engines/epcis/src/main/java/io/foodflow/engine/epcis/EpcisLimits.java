package io.foodflow.engine.epcis;

/**
 * How much a reader takes from one document.
 *
 * @param maxEvents events in a document, 1 or more
 * @param maxEventBytes size of one event (bytes of JSON, characters of XML), 1 KiB .. 1 GiB; also of any other part
 *     that must be held as a whole
 * @param maxDepth nesting of objects and arrays or elements in the document, 8 .. 1000
 */
public record EpcisLimits(int maxEvents, int maxEventBytes, int maxDepth) {

    /** A million events, 16 MiB an event, 100 levels. */
    public static final EpcisLimits DEFAULT = new EpcisLimits(1_000_000, 16 << 20, 100);

    public EpcisLimits {
        check("maxEvents", maxEvents, 1, Integer.MAX_VALUE);
        check("maxEventBytes", maxEventBytes, 1 << 10, 1 << 30);
        check("maxDepth", maxDepth, 8, 1000);
    }

    private static void check(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("%s must be %d..%d, was %d".formatted(name, min, max, value));
        }
    }
}
