package io.foodflow.platform.services;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which services run in this process: {@code all}, {@code none} or a comma list, as {@code foodflow.services} says.
 *
 * @param names the active ones
 */
public record ActiveServices(Set<String> names) {

    /** The setting's name. */
    static final String SETTING = "foodflow.services";

    public ActiveServices {
        names = Set.copyOf(names);
    }

    /** Reads the setting; {@link IllegalArgumentException} for a name the catalogue does not have. */
    public static ActiveServices parse(String setting, ServiceCatalog catalog) {
        if (setting.isBlank() || setting.trim().equals("all")) {
            return new ActiveServices(catalog.names());
        }
        if (setting.trim().equals("none")) {
            return new ActiveServices(Set.of());
        }
        var named = Arrays.stream(setting.split(",", -1)).map(String::trim).collect(Collectors.toSet());
        var unknown = new TreeSet<>(named);
        unknown.removeAll(catalog.names());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "foodflow.services must name services of this build %s, or 'all'; unknown: %s"
                            .formatted(new TreeSet<>(catalog.names()), unknown));
        }
        return new ActiveServices(named);
    }

    /** Whether that service runs here. */
    public boolean contains(String name) {
        return names.contains(name);
    }
}
