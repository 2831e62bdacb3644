package io.foodflow.engine.ledger.personal;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps keys in memory: for tests. */
public final class InMemoryPersonKeyStore implements PersonKeyStore {

    private final Map<String, WrappedKey> byPerson = new ConcurrentHashMap<>();

    /** An empty store. */
    public InMemoryPersonKeyStore() {}

    @Override
    public Optional<WrappedKey> current(String person) {
        return Optional.ofNullable(byPerson.get(person));
    }

    @Override
    public Optional<WrappedKey> find(String id) {
        return byPerson.values().stream().filter(key -> key.id().equals(id)).findFirst();
    }

    @Override
    public WrappedKey addIfAbsent(WrappedKey key) {
        var present = byPerson.putIfAbsent(key.person(), key);
        return present == null ? key : present;
    }

    @Override
    public void erase(String person) {
        byPerson.remove(person);
    }
}
