package io.foodflow.platform.services;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The services this build contains, read from each service's {@code META-INF/foodflow/service.properties} with the keys
 * {@code name}, {@code api} (package of its interfaces), {@code migrations} (class-path folder, optional) and
 * {@code personal} (the kinds of its things that are persons or tell of one, comma-separated, optional) and {@code sign_ins}
 * (its events of signing in, likewise). A service that does not run in this process is still in the catalogue: its tables are migrated and its interface can be called.
 */
public record ServiceCatalog(List<Service> services) {

    public ServiceCatalog {
        services = List.copyOf(services);
    }

    /** A service: its name, the package of its interfaces, where its tenant migrations lie, what of it is personal, and its events of signing in. */
    public record Service(
            String name, String apiPackage, @Nullable String migrations, Set<String> personal, Set<String> signIns) {

        public Service {
            personal = Set.copyOf(personal);
        }

        /** A service none of whose things is a person. */
        public Service(String name, String apiPackage, @Nullable String migrations) {
            this(name, apiPackage, migrations, Set.of(), Set.of());
        }
    }

    /** Reads the catalogue from the class path; sorted by name. */
    public static ServiceCatalog read(ClassLoader loader) {
        var services = new ArrayList<Service>();
        try {
            for (var url : java.util.Collections.list(loader.getResources("META-INF/foodflow/service.properties"))) {
                var properties = new Properties();
                try (var in = url.openStream()) {
                    properties.load(in);
                }
                services.add(new Service(
                        required(properties, "name", url.toString()),
                        required(properties, "api", url.toString()),
                        properties.getProperty("migrations"),
                        list(properties.getProperty("personal", "")),
                        list(properties.getProperty("sign_ins", ""))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the service catalogue", e);
        }
        services.sort(Comparator.comparing(Service::name));
        return new ServiceCatalog(services);
    }

    /** All names. */
    public Set<String> names() {
        return services.stream().map(Service::name).collect(Collectors.toUnmodifiableSet());
    }

    /** The kinds of things that are persons or tell of one, as events call them. */
    public Set<String> personal() {
        return services.stream().flatMap(s -> s.personal().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** The events of signing in, by their names. */
    public Set<String> signIns() {
        return services.stream().flatMap(s -> s.signIns().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** The service of that name, if this build contains it. */
    public Optional<Service> find(String name) {
        return services.stream().filter(s -> s.name().equals(name)).findFirst();
    }

    private static Set<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String required(Properties properties, String key, String where) {
        var value = properties.getProperty(key);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("%s lacks the key '%s'".formatted(where, key));
        }
        return value.trim();
    }
}
