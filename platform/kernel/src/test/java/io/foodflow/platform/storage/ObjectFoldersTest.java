package io.foodflow.platform.storage;

import static io.foodflow.platform.storage.ObjectStoreContract.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.home.FoodflowHome;
import io.foodflow.platform.tenancy.NewTenant;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantProvisioning;
import io.foodflow.testkit.TestPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Files of a company whose slug another one has later. */
class ObjectFoldersTest {

    private static final TestPlatform PLATFORM = TestPlatform.start();

    private final ObjectStore store = PLATFORM.bean(ObjectStore.class);

    @AfterAll
    static void stop() {
        PLATFORM.close();
    }

    private static Tenant create(String slug) {
        return PLATFORM.bean(TenantProvisioning.class).create(new NewTenant(slug, slug, "pro", null));
    }

    private ObjectId put(Tenant tenant, String text) {
        return PLATFORM.inside(tenant, () -> store.put(stream(text))).id();
    }

    private List<ObjectId> of(Tenant tenant) {
        return PLATFORM.inside(tenant, () -> {
            var found = new ArrayList<ObjectId>();
            store.forEach(object -> found.add(object.id()));
            return found;
        });
    }

    @Test
    void showsTheNextTenantOfASlugNothingOfWhoeverStillWorksForTheErasedOne() {
        var erased = create("dairy");
        put(erased, "before");
        PLATFORM.bean(TenantProvisioning.class).erase(erased);
        var next = create("dairy");
        var own = put(next, "of both");

        put(erased, "too late");
        put(erased, "of both");
        assertThat(of(next)).containsExactly(own);

        PLATFORM.inside(erased, () -> store.delete(own));
        assertThat(of(next)).containsExactly(own);
    }

    @Test
    void givesTheFilesOfEarlierVersionsTheirPlaceAndLeavesThoseOfNobodyAlone() throws IOException {
        var objects = PLATFORM.bean(FoodflowHome.class).objects();
        var tenant = create("bakery");
        var kept = put(tenant, "kept");
        Files.move(objects.resolve(tenant.id().toString()), objects.resolve("bakery"));
        PLATFORM.database().rows("update platform.tenants set objects_by_slug = true where slug = 'bakery'");
        Files.createDirectories(objects.resolve("mill/ab/cd"));
        Files.writeString(objects.resolve("mill/ab/cd").resolve("ab".repeat(32)), "of an erased company");
        var mill = create("mill");
        var folders = PLATFORM.bean(ObjectFolders.class);

        assertThat(folders.nameByIds()).isEqualTo(1);
        assertThat(folders.nameByIds()).isZero();

        assertThat(of(tenant)).containsExactly(kept);
        assertThat(of(mill)).isEmpty();
    }
}
