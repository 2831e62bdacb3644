package io.foodflow.platform.audit;

import io.foodflow.engine.ledger.personal.MasterKey;
import io.foodflow.engine.ledger.personal.PersonKeyStore;
import io.foodflow.engine.ledger.personal.PersonKeys;
import io.foodflow.engine.ledger.personal.UnreadableException;
import io.foodflow.engine.ledger.personal.WrappedKey;
import io.foodflow.platform.tenancy.Tenant;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The keys of persons in the shared database, wrapped by the master key of the installation. Thread-safe. */
final class PersonKeyTable {

    private static final String OF_TENANT = " tenant_id is not distinct from cast(:tenant as uuid)";

    private final JdbcClient jdbc;
    private final TransactionTemplate apart;
    private final MasterKey master;
    private final SecureRandom random;

    /** @param apart transactions of the platform's schema, apart from one of a tenant that may run */
    PersonKeyTable(
            JdbcClient jdbc,
            TransactionTemplate apart,
            io.foodflow.platform.security.MasterKey master,
            SecureRandom random) {
        this.jdbc = jdbc;
        this.apart = apart;
        this.master = new Wrapping(master);
        this.random = random;
    }

    /** Keys for sealing: those of these persons are looked up once, missing ones drawn. */
    PersonKeys sealing(@Nullable Tenant tenant, Collection<String> persons) {
        var store = new OfTenant(LedgerRow.name(tenant));
        store.lookUp(persons);
        return new PersonKeys(master, store, random);
    }

    /** Keys for opening: each is looked up when it is first needed, so use these for one reading only. */
    PersonKeys opening(@Nullable Tenant tenant) {
        return openingOf(LedgerRow.name(tenant));
    }

    /** As {@link #opening}, of the tenant that entries call so. */
    PersonKeys openingOf(String name) {
        return new PersonKeys(master, new OfTenant(name), random);
    }

    /** As {@link #openingOf}, those of these ids looked up at once. */
    PersonKeys opening(String name, Collection<String> ids) {
        var store = new OfTenant(name);
        store.lookUpIds(ids);
        return new PersonKeys(master, store, random);
    }

    /** As {@link #openingOf}, all that there are looked up at once. */
    PersonKeys openingAll(String name) {
        var store = new OfTenant(name);
        store.lookUpAll();
        return new PersonKeys(master, store, random);
    }

    /**
     * Erases the keys of all persons whose names end so: what they sealed is unreadable from now on.
     *
     * @param spared names of keys that stay
     */
    void eraseEnding(String name, String ending, Collection<String> spared) {
        apart.executeWithoutResult(status -> jdbc.sql(
                        "delete from person_keys where right(person, length(:ending)) = :ending and person <>"
                                + " all(:spared) and"
                                + OF_TENANT)
                .param("ending", ending)
                .param("spared", spared.toArray(String[]::new))
                .param("tenant", tenant(name))
                .update());
    }

    /** Which of these keys are gone. */
    Set<String> gone(String name, Collection<String> ids) {
        var gone = new HashSet<>(ids);
        var present =
                apart.execute(status -> jdbc.sql("select id from person_keys where id = any(:ids) and" + OF_TENANT)
                        .param("ids", ids.toArray(String[]::new))
                        .param("tenant", tenant(name))
                        .query(String.class)
                        .list());
        if (present != null) {
            present.forEach(gone::remove);
        }
        return gone;
    }

    private static @Nullable UUID tenant(String name) {
        return name.equals(LedgerRow.name(null)) ? null : UUID.fromString(name);
    }

    private final class OfTenant implements PersonKeyStore {

        private final @Nullable UUID tenant;
        private final Map<String, WrappedKey> known = new ConcurrentHashMap<>();
        private final Map<String, Optional<WrappedKey>> found = new ConcurrentHashMap<>();

        private OfTenant(String name) {
            this.tenant = tenant(name);
        }

        private void lookUp(Collection<String> persons) {
            if (persons.isEmpty()) {
                return;
            }
            var present = apart.execute(status -> jdbc.sql(
                            "select id, person, wrapped from person_keys where person = any(:persons) and" + OF_TENANT)
                    .param("persons", persons.toArray(String[]::new))
                    .param("tenant", tenant)
                    .query(PersonKeyTable::key)
                    .list());
            if (present != null) {
                known.putAll(present.stream().collect(Collectors.toMap(WrappedKey::person, Function.identity())));
            }
        }

        private void lookUpIds(Collection<String> ids) {
            if (!ids.isEmpty()) {
                find("id = any(:some) and", ids.toArray(String[]::new));
                ids.forEach(id -> found.putIfAbsent(id, Optional.empty()));
            }
        }

        private void lookUpAll() {
            find("cast(:some as text[]) is null and", null);
        }

        private void find(String which, String @Nullable [] some) {
            var present = apart.execute(
                    status -> jdbc.sql("select id, person, wrapped from person_keys where " + which + OF_TENANT)
                            .param("some", some)
                            .param("tenant", tenant)
                            .query(PersonKeyTable::key)
                            .list());
            if (present != null) {
                present.forEach(key -> found.put(key.id(), Optional.of(key)));
            }
        }

        @Override
        public Optional<WrappedKey> current(String person) {
            return Optional.ofNullable(known.get(person));
        }

        @Override
        public Optional<WrappedKey> find(String id) {
            return found.computeIfAbsent(id, this::present);
        }

        private Optional<WrappedKey> present(String id) {
            var present = apart.execute(
                    status -> jdbc.sql("select id, person, wrapped from person_keys where id = :id and" + OF_TENANT)
                            .param("id", id)
                            .param("tenant", tenant)
                            .query(PersonKeyTable::key)
                            .optional());
            return present == null ? Optional.empty() : present;
        }

        @Override
        public WrappedKey addIfAbsent(WrappedKey key) {
            apart.executeWithoutResult(status -> jdbc.sql("""
                            insert into person_keys (id, tenant_id, person, wrapped)
                            values (:id, :tenant, :person, :wrapped) on conflict (tenant_id, person) do nothing""")
                    .param("id", key.id())
                    .param("tenant", tenant)
                    .param("person", key.person())
                    .param("wrapped", key.wrapped())
                    .update());
            lookUp(List.of(key.person()));
            return current(key.person()).orElse(key);
        }

        /** Those of every month. */
        @Override
        public void erase(String person) {
            apart.executeWithoutResult(status -> jdbc.sql("""
                delete from person_keys where (person = :person or starts_with(person, :person || '~')) and""" + OF_TENANT)
                    .param("person", person)
                    .param("tenant", tenant)
                    .update());
            known.clear();
            found.clear();
        }
    }

    private static WrappedKey key(ResultSet row, int number) throws SQLException {
        return new WrappedKey(row.getString("id"), row.getString("person"), row.getString("wrapped"));
    }

    private record Wrapping(io.foodflow.platform.security.MasterKey master) implements MasterKey {

        @Override
        public byte[] wrap(byte[] key, String context) {
            return master.seal(key, context);
        }

        @Override
        public byte[] unwrap(byte[] wrapped, String context) {
            try {
                return master.open(wrapped, context);
            } catch (IllegalStateException e) {
                throw new UnreadableException("this master key did not wrap the key of " + context, e);
            }
        }
    }
}
