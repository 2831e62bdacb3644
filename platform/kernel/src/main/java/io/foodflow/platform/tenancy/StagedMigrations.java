package io.foodflow.platform.tenancy;

import io.foodflow.platform.database.DatabaseServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.Location;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.resource.LoadableResource;
import org.flywaydb.core.internal.resource.classpath.ClassPathResource;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Runs this version's migration scripts in a schema beside a tenant's own: only those that a copy names, or all. The
 * scripts are always those of the class path, never any that come with a copy: they run on a connection of the
 * administrator, and whoever writes them could do whatever he may.
 */
final class StagedMigrations {

    private final DatabaseServer server;
    private final Map<String, String> locations;
    private final ClassLoader loader;
    private final Map<String, Map<String, Integer>> checksums = new ConcurrentHashMap<>();

    StagedMigrations(DatabaseServer server, TenantMigrations migrations) {
        this.server = server;
        this.locations = migrations.locations();
        this.loader = migrations.loader();
    }

    /** Refuses migrations that this version does not know, or knows with another text. */
    void requireKnown(List<AppliedMigration> wanted) {
        for (var byOwner : byOwner(wanted).entrySet()) {
            var location = locations.get(byOwner.getKey());
            if (location == null) {
                throw new CopyRefused(
                        "it has tables of a service '%s', which this version does not have; restore it with the version"
                                        .formatted(byOwner.getKey())
                                + " that made it, or a newer one");
            }
            requireKnown(byOwner.getKey(), location, byOwner.getValue());
        }
    }

    private void requireKnown(String owner, String location, List<AppliedMigration> wanted) {
        var known = known(owner, location);
        for (var migration : wanted) {
            if (!known.containsKey(migration.script())) {
                throw new CopyRefused(
                        "it was made by a newer version: %s has run '%s', which this version does not know; restore it with"
                                        .formatted(owner, migration.script())
                                + " the version that made it, or a newer one");
            }
            if (!Objects.equals(known.get(migration.script()), migration.checksum())) {
                throw new CopyRefused(
                        "'%s' of %s had another text when the copy was made; it is of another product line"
                                .formatted(migration.script(), owner));
            }
        }
    }

    /** This version's scripts with their checksums, which nobody changes while the platform runs. */
    private Map<String, Integer> known(String owner, String location) {
        return checksums.computeIfAbsent(owner, first -> {
            var found = new TreeMap<String, Integer>();
            for (var info : configure(owner, "platform", "none")
                    .resourceProvider(only(location, Set.copyOf(scripts(location))))
                    .load()
                    .info()
                    .all()) {
                var checksum = info.getResolvedChecksum();
                if (checksum != null) {
                    found.put(info.getScript(), checksum);
                }
            }
            return found;
        });
    }

    /** Runs exactly these in an empty schema. */
    void run(String schema, String role, List<AppliedMigration> wanted) {
        var byOwner = byOwner(wanted);
        locations.forEach((owner, location) -> {
            var scripts = byOwner.getOrDefault(owner, List.of()).stream()
                    .map(AppliedMigration::script)
                    .collect(Collectors.toUnmodifiableSet());
            if (!scripts.isEmpty()) {
                migrate(configure(owner, schema, role).resourceProvider(only(location, scripts)));
            }
        });
    }

    /** Runs all but those that were run already. */
    void runRest(String schema, String role, List<AppliedMigration> done) {
        var byOwner = byOwner(done);
        locations.forEach((owner, location) -> {
            var run = byOwner.getOrDefault(owner, List.of()).stream()
                    .map(AppliedMigration::script)
                    .collect(Collectors.toUnmodifiableSet());
            var all = Set.copyOf(scripts(location));
            if (!run.containsAll(all)) {
                migrate(configure(owner, schema, role).resourceProvider(only(location, all)));
            }
        });
    }

    /** Who has migrations. */
    Set<String> owners() {
        return locations.keySet();
    }

    private static void migrate(FluentConfiguration configuration) {
        configuration.load().migrate();
    }

    /** The tenant's own tables must not be found in place of one that is missing: only this schema is looked in. */
    private FluentConfiguration configure(String owner, String schema, String role) {
        return Flyway.configure(loader)
                .dataSource(server.jdbcUrl(), server.user(), server.password())
                .initSql("set role %s; set search_path = pg_catalog".formatted(role))
                .schemas(schema)
                .defaultSchema(schema)
                .createSchemas(false)
                .table("flyway_" + owner)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .outOfOrder(true);
    }

    private static Map<String, List<AppliedMigration>> byOwner(List<AppliedMigration> migrations) {
        return migrations.stream()
                .collect(Collectors.groupingBy(AppliedMigration::owner, TreeMap::new, Collectors.toList()));
    }

    private List<String> scripts(String location) {
        try {
            return Arrays.stream(new PathMatchingResourcePatternResolver(loader)
                            .getResources("classpath*:" + location + "/*.sql"))
                    .map(Resource::getFilename)
                    .map(Objects::requireNonNull)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the migrations", e);
        }
    }

    private ResourceProvider only(String location, Set<String> scripts) {
        var resources = scripts.stream()
                .map(script -> (LoadableResource) new ClassPathResource(
                        Location.fromPath("classpath:", location),
                        location + "/" + script,
                        loader,
                        StandardCharsets.UTF_8))
                .toList();
        return new ResourceProvider() {
            @Override
            public @Nullable LoadableResource getResource(String name) {
                return resources.stream()
                        .filter(resource -> resource.getFilename().equals(name))
                        .findFirst()
                        .orElse(null);
            }

            @Override
            public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
                return resources.stream()
                        .filter(resource -> resource.getFilename().startsWith(prefix)
                                && Arrays.stream(suffixes).anyMatch(resource.getFilename()::endsWith))
                        .toList();
            }
        };
    }
}
