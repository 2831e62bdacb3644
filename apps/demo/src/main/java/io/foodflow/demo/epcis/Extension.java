package io.foodflow.demo.epcis;

import java.util.List;

/** A field in the platform's own namespace {@value EventWriter#NAMESPACE}, written with the prefix ff. */
public sealed interface Extension {
    String name();

    /** A word or sentence. */
    record Text(String name, String value) implements Extension {}

    /** Kilograms, or another unit the name tells, in thousandths. */
    record Decimal(String name, long thousandths) implements Extension {}

    /** Yes or no. */
    record Flag(String name, boolean value) implements Extension {}

    /** Several words. */
    record Words(String name, List<String> values) implements Extension {
        public Words {
            values = List.copyOf(values);
        }
    }

    /** Fields below a field. */
    record Group(String name, List<Extension> fields) implements Extension {
        public Group {
            fields = List.copyOf(fields);
        }
    }
}
