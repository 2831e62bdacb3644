package io.foodflow.platform.storage;

import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.tenancy.TenantId;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Where tenants' files lie. Earlier versions named the folder of a tenant by its slug, which another tenant may have after an
 * erasure; those that were made by such a version get theirs renamed once.
 */
final class ObjectFolders {

    private final FileObjectStore store;
    private final PlatformWork work;
    private final JdbcClient jdbc;

    ObjectFolders(FileObjectStore store, PlatformWork work, JdbcClient jdbc) {
        this.store = store;
        this.work = work;
        this.jdbc = jdbc;
    }

    private record Earlier(TenantId id, String slug) {}

    /** Names every folder of a slug by its tenant's id; returns of how many tenants. */
    int nameByIds() {
        var earlier = work.read(() -> jdbc.sql("select id, slug from tenants where objects_by_slug")
                .query((row, n) -> new Earlier(new TenantId(row.getObject("id", UUID.class)), row.getString("slug")))
                .list());
        for (var tenant : earlier) {
            store.adopt(tenant.slug(), tenant.id());
            work.write(change -> {
                change.nothing(); // nothing of the tenant is another than before
                return jdbc.sql("update tenants set objects_by_slug = false where id = ?")
                        .param(tenant.id().value())
                        .update();
            });
        }
        return earlier.size();
    }
}
