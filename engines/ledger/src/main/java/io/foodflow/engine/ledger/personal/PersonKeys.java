package io.foodflow.engine.ledger.personal;

import io.foodflow.engine.ledger.json.CanonicalJson;
import io.foodflow.engine.ledger.json.JsonValue;
import io.foodflow.engine.ledger.personal.Opening.Erased;
import io.foodflow.engine.ledger.personal.Opening.Opened;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Seals personal data for entries, and opens it as long as the person's key exists. The ledger holds the ciphertext and a
 * commitment; both stay, and all proofs with them, when the key is erased, and tell nothing any more.
 *
 * <p>A value is bound to its context (which entry, which field), so it cannot be moved to another. Safe for use by several
 * threads.
 */
public final class PersonKeys {

    private static final int ID_BYTES = 16;

    private final MasterKey master;
    private final PersonKeyStore store;
    private final SecureRandom random;

    /** Keys of a store, wrapped by a master key. */
    public PersonKeys(MasterKey master, PersonKeyStore store, SecureRandom random) {
        this.master = master;
        this.store = store;
        this.random = random;
    }

    /** Seals a value under the person's key, which is drawn when there is none. */
    public SealedValue seal(String person, String context, JsonValue value) {
        var key = store.current(person).orElseGet(() -> store.addIfAbsent(drawn(person)));
        byte[] salt = random(Commitment.SALT_BYTES);
        byte[] json = CanonicalJson.bytes(value);
        byte[] plain = Arrays.copyOf(salt, salt.length + json.length);
        System.arraycopy(json, 0, plain, salt.length, json.length);
        byte[] ciphertext = Aes.encrypt(unwrapped(key), plain, sealContext(key.id(), context), random);
        return new SealedValue(
                person,
                key.id(),
                Commitment.of(salt, context, value),
                Base64.getEncoder().encodeToString(ciphertext));
    }

    /**
     * Opens a value.
     *
     * @throws UnreadableException when it was changed, or does not belong here
     */
    public Opening open(SealedValue sealed, String context) {
        var key = store.find(sealed.key());
        if (key.isEmpty()) {
            return new Erased();
        }
        byte[] plain =
                Aes.decrypt(unwrapped(key.get()), decoded(sealed.ciphertext()), sealContext(sealed.key(), context));
        byte[] salt = Arrays.copyOf(plain, Commitment.SALT_BYTES);
        var value = CanonicalJson.parseCanonical(Arrays.copyOfRange(plain, Commitment.SALT_BYTES, plain.length));
        if (!Commitment.of(salt, context, value).equals(sealed.commitment())) {
            throw new UnreadableException("the ciphertext for " + context + " is not of the value committed to", null);
        }
        return new Opened(value, Base64.getEncoder().encodeToString(salt));
    }

    /** Erases the keys of a person: whatever was sealed for this person is unreadable from now on. */
    public void erase(String person) {
        store.erase(person);
    }

    private WrappedKey drawn(String person) {
        var id = HexFormat.of().formatHex(random(ID_BYTES));
        byte[] wrapped = master.wrap(random(Aes.KEY_BYTES), keyContext(id, person));
        return new WrappedKey(id, person, Base64.getEncoder().encodeToString(wrapped));
    }

    private byte[] unwrapped(WrappedKey key) {
        return master.unwrap(decoded(key.wrapped()), keyContext(key.id(), key.person()));
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new UnreadableException("not Base64", e);
        }
    }

    private static String keyContext(String id, String person) {
        return "foodflow-person-key/1\n" + id + "\n" + person;
    }

    private static String sealContext(String keyId, String context) {
        return "foodflow-sealed/1\n" + keyId + "\n" + context;
    }

    private byte[] random(int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return drawn;
    }
}
