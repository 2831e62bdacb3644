package io.foodflow.platform.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every object store does, whatever it keeps its objects in. */
abstract class ObjectStoreContract {

    static final Tenant DAIRY = tenant("dairy");
    static final Tenant BAKERY = tenant("bakery");
    static final ObjectId NOWHERE = new ObjectId("0".repeat(64));

    abstract ObjectStore store();

    static Tenant tenant(String slug) {
        return new Tenant(
                new TenantId(UUID.randomUUID()),
                slug,
                slug,
                "free",
                Tenant.Status.ACTIVE,
                new Tenant.Branding(null, null));
    }

    static <T> T in(Tenant tenant, Supplier<T> work) {
        return CallContext.platform("test", tenant).call(work::get);
    }

    static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] read(InputStream in) {
        try (in) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void givesBackWhatWasPut() {
        byte[] content = new byte[1_000_000];
        new Random(7).nextBytes(content);

        var stored = in(DAIRY, () -> store().put(new ByteArrayInputStream(content)));

        assertThat(stored.sizeBytes()).isEqualTo(content.length);
        assertThat(in(DAIRY, () -> read(store().open(stored.id()).orElseThrow())))
                .isEqualTo(content);
        assertThat(in(DAIRY, () -> store().size(stored.id()))).hasValue(content.length);
    }

    @Test
    void namesAnObjectByTheHashOfItsContent() {
        var stored = in(DAIRY, () -> store().put(stream("abc")));

        // SHA-256("abc"), FIPS 180-4 example
        assertThat(stored.id().sha256()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void keepsTenantsApartThatHaveTheSameSlugOneAfterTheOther() {
        var second = tenant(DAIRY.slug());
        var id = in(DAIRY, () -> store().put(stream("of the first"))).id();
        var both = in(second, () -> store().put(stream("of both"))).id();
        in(DAIRY, () -> store().put(stream("of both")));

        var seen = new HashSet<ObjectId>();
        in(second, () -> {
            store().forEach(object -> seen.add(object.id()));
            return seen;
        });
        assertThat(seen).containsExactly(both);
        assertThat(in(second, () -> store().open(id))).isEmpty();
        assertThat(in(DAIRY, () -> store().delete(both))).isTrue();
        assertThat(in(second, () -> store().exists(both))).isTrue();
    }

    @Test
    void keepsAnEmptyObject() {
        var stored = in(DAIRY, () -> store().put(stream("")));

        assertThat(stored.sizeBytes()).isZero();
        assertThat(in(DAIRY, () -> read(store().open(stored.id()).orElseThrow())))
                .isEmpty();
    }

    @Test
    void keepsTheSameContentOnce() {
        var first = in(DAIRY, () -> store().put(stream("twice")));
        var second = in(DAIRY, () -> store().put(stream("twice")));

        assertThat(second).isEqualTo(first);
        assertThat(in(DAIRY, () -> store().delete(first.id()))).isTrue();
        assertThat(in(DAIRY, () -> store().exists(first.id()))).isFalse();
    }

    @Test
    void keepsTenantsApart() {
        var stored = in(DAIRY, () -> store().put(stream("the dairy's own")));

        assertThat(in(BAKERY, () -> store().exists(stored.id()))).isFalse();
        assertThat(in(BAKERY, () -> store().open(stored.id()))).isEmpty();
        assertThat(in(BAKERY, () -> store().delete(stored.id()))).isFalse();
        assertThat(in(DAIRY, () -> store().exists(stored.id()))).isTrue();
    }

    @Test
    void tellsOfEveryObjectOfTheTenantAndRemovesThemAll() {
        var one = tenant("one" + UUID.randomUUID().toString().substring(0, 8));
        in(one, () -> {
            store().forEach(object -> {
                throw new AssertionError("there are none yet, was told of " + object);
            });
            store().deleteAll();
            return 0;
        });
        var kept = in(one, () -> Set.of(store().put(stream("first")), store().put(stream("second"))));
        var others = in(BAKERY, () -> store().put(stream("the bakery's")));

        var told = new HashSet<StoredObject>();
        in(one, () -> {
            store().forEach(told::add);
            store().deleteAll();
            return 0;
        });
        assertThat(told).isEqualTo(kept);
        for (var object : kept) {
            assertThat(in(one, () -> store().exists(object.id()))).isFalse();
        }
        assertThat(in(BAKERY, () -> store().exists(others.id()))).isTrue();
        assertThat(in(one, () -> store().put(stream("anew")).sizeBytes())).isEqualTo(4);
    }

    @Test
    void hasNothingWithoutATenant() {
        assertThatThrownBy(() -> store().open(NOWHERE)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store().put(stream("lost"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void saysWhenThereIsNoSuchObject() {
        assertThat(in(DAIRY, () -> store().open(NOWHERE))).isEmpty();
        assertThat(in(DAIRY, () -> store().size(NOWHERE))).isEmpty();
        assertThat(in(DAIRY, () -> store().delete(NOWHERE))).isFalse();
    }

    @Test
    void keepsNothingOfAStreamThatBreaks() {
        var content = stream("the first half");
        var broken = new InputStream() {
            @Override
            public int read() throws IOException {
                int next = content.read();
                if (next < 0) {
                    throw new IOException("the sender went away");
                }
                return next;
            }
        };
        var half = in(BAKERY, () -> store().put(stream("the first half"))).id();
        in(BAKERY, () -> store().delete(half));

        assertThatThrownBy(() -> in(BAKERY, () -> store().put(broken)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("the sender went away");
        assertThat(in(BAKERY, () -> store().exists(half))).isFalse();
    }

    @Test
    void takesTheSameContentFromManyAtOnce() throws Exception {
        var text = "at once ".repeat(50_000);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var puts = IntStream.range(0, 16)
                    .mapToObj(n -> threads.submit(() -> in(DAIRY, () -> store().put(stream(text)))))
                    .toList();
            var first = puts.getFirst().get();
            for (var put : puts) {
                assertThat(put.get()).isEqualTo(first);
            }
            assertThat(in(DAIRY, () -> read(store().open(first.id()).orElseThrow())))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(text);
        }
    }

    @Test
    void refusesAnIdThatIsNoHash() {
        assertThatThrownBy(() -> new ObjectId("../../etc/passwd")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ObjectId("ABCD".repeat(16))).isInstanceOf(IllegalArgumentException.class);
    }
}
