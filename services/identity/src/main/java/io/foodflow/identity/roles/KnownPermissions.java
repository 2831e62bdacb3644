package io.foodflow.identity.roles;

import io.foodflow.platform.security.DeclaredOperation;
import io.foodflow.platform.security.PermissionGuard;
import io.foodflow.platform.services.ActiveServices;
import io.foodflow.platform.services.ServiceCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Every permission that an operation of this build declares: those of the services that run here as the guard counted
 * them at the start, those of the others as their classes say (read, not loaded: some milliseconds, once).
 */
final class KnownPermissions {

    private final Supplier<Set<String>> here;
    private final Supplier<List<DeclaredOperation>> operationsHere;
    private final List<DeclaringClasses.Declared> elsewhere = new ArrayList<>();

    KnownPermissions(PermissionGuard guard, ServiceCatalog catalog, ActiveServices active) {
        this(guard::permissions, guard::operations, catalog, active);
    }

    KnownPermissions(
            Supplier<Set<String>> here,
            Supplier<List<DeclaredOperation>> operationsHere,
            ServiceCatalog catalog,
            ActiveServices active) {
        this.here = here;
        this.operationsHere = operationsHere;
        for (var service : catalog.services()) {
            if (!active.contains(service.name())) {
                var api = service.apiPackage();
                elsewhere.add(DeclaringClasses.under(api.substring(0, api.lastIndexOf('.'))));
            }
        }
    }

    /** All of them, each as {@code resource:action}, sorted. */
    Set<String> all() {
        var all = new TreeSet<>(here.get());
        elsewhere.forEach(declared -> all.addAll(declared.permissions()));
        return all;
    }

    /** The operations that ask for them, by permission, path and method. */
    List<DeclaredOperation> operations() {
        return Stream.concat(
                        operationsHere.get().stream(),
                        elsewhere.stream().flatMap(declared -> declared.operations().stream()))
                .sorted()
                .toList();
    }
}
