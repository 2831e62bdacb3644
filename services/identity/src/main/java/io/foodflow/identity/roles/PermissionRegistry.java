package io.foodflow.identity.roles;

import io.foodflow.platform.security.DeclaredOperation;
import io.foodflow.platform.web.Cursor;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import java.util.List;
import java.util.stream.Collectors;

/** The permissions there are and what each is for: generated from the operations, kept by nobody. Thread-safe. */
final class PermissionRegistry {

    private final KnownPermissions known;

    PermissionRegistry(KnownPermissions known) {
        this.known = known;
    }

    /** The permissions, by name. */
    Page<Entry> list(PageRequest request) {
        var after = request.after().orElse("");
        var operations = known.operations().stream().collect(Collectors.groupingBy(DeclaredOperation::permission));
        var entries = known.all().stream()
                .filter(permission -> permission.compareTo(after) > 0)
                .limit(request.fetch())
                .map(permission -> Entry.of(permission, operations.getOrDefault(permission, List.of())))
                .toList();
        return Page.of(entries, request, entry -> Cursor.after(entry.permission()));
    }

    /**
     * A permission.
     *
     * @param platform whether it belongs to the platform itself: no tenant's own role can grant it
     * @param operations those that ask for it; none if it is asked for elsewhere
     */
    record Entry(String permission, String resource, String action, boolean platform, List<OperationView> operations) {

        Entry {
            operations = List.copyOf(operations);
        }

        static Entry of(String permission, List<DeclaredOperation> operations) {
            var grant = Grant.parse(permission);
            return new Entry(
                    permission,
                    grant.resource(),
                    grant.action(),
                    grant.ofThePlatform(),
                    operations.stream().map(OperationView::of).toList());
        }
    }

    /**
     * An operation as the OpenAPI document has it.
     *
     * @param atSites what comes of a caller who holds the permission at some sites only: {@code refused}, {@code narrowed}
     *     or {@code of_no_site}
     */
    record OperationView(String method, String path, String summary, String atSites) {

        static OperationView of(DeclaredOperation operation) {
            return new OperationView(
                    operation.method(),
                    operation.path(),
                    operation.summary(),
                    operation.atSites().word());
        }
    }
}
