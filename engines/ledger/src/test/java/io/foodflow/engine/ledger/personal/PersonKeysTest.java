package io.foodflow.engine.ledger.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.engine.ledger.Ledger;
import io.foodflow.engine.ledger.LedgerCheck;
import io.foodflow.engine.ledger.LedgerEntry;
import io.foodflow.engine.ledger.LedgerEntry.PersonalValue;
import io.foodflow.engine.ledger.LedgerVerdict;
import io.foodflow.engine.ledger.Ledgers;
import io.foodflow.engine.ledger.json.JsonValue;
import io.foodflow.engine.ledger.json.JsonValue.JsonObject;
import io.foodflow.engine.ledger.merkle.TreeHashes;
import io.foodflow.engine.ledger.personal.Opening.Erased;
import io.foodflow.engine.ledger.personal.Opening.Opened;
import io.foodflow.engine.ledger.tiles.InMemoryTileStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PersonKeysTest {

    private static final JsonValue NAME = JsonValue.of("Grace Hopper");

    private final SecureRandom random = new SecureRandom();
    private final InMemoryPersonKeyStore store = new InMemoryPersonKeyStore();
    private final PersonKeys keys = new PersonKeys(new AesMasterKey(Ledgers.seed(7), random), store, random);

    @Test
    void opensWhatItSealed() {
        var sealed = keys.seal("p1", "e1/name", NAME);
        assertThat(keys.open(sealed, "e1/name"))
                .isInstanceOfSatisfying(
                        Opened.class, opened -> assertThat(opened.value()).isEqualTo(NAME));
        assertThat(SealedValue.of(sealed.json())).isEqualTo(sealed);
    }

    @Test
    void neitherTellsTheValueNorThatTwoAreTheSame() {
        var one = keys.seal("p1", "e1/name", NAME);
        var two = keys.seal("p1", "e1/name", NAME);
        assertThat(one.key()).isEqualTo(two.key());
        assertThat(one.commitment()).isNotEqualTo(two.commitment());
        assertThat(one.ciphertext()).isNotEqualTo(two.ciphertext());
        assertThat(new String(Base64.getDecoder().decode(one.ciphertext()), StandardCharsets.ISO_8859_1))
                .doesNotContain("Grace");
    }

    @Test
    void aValueCannotBeMovedToAnotherPlaceOrPersonOrChanged() {
        var sealed = keys.seal("p1", "e1/name", NAME);
        keys.seal("p2", "e1/name", NAME);
        assertThatThrownBy(() -> keys.open(sealed, "e2/name")).isInstanceOf(UnreadableException.class);
        var other = store.current("p2").orElseThrow();
        assertThatThrownBy(() -> keys.open(
                        new SealedValue("p2", other.id(), sealed.commitment(), sealed.ciphertext()), "e1/name"))
                .isInstanceOf(UnreadableException.class);
        byte[] bytes = Base64.getDecoder().decode(sealed.ciphertext());
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= 1;
            var changed = new SealedValue(
                    "p1", sealed.key(), sealed.commitment(), Base64.getEncoder().encodeToString(bytes));
            assertThatThrownBy(() -> keys.open(changed, "e1/name")).isInstanceOf(UnreadableException.class);
            bytes[i] ^= 1;
        }
        assertThatThrownBy(() -> keys.open(new SealedValue("p1", sealed.key(), "x", sealed.ciphertext()), "e1/name"))
                .hasMessageContaining("not of the value committed to");
        assertThatThrownBy(() -> keys.open(new SealedValue("p1", sealed.key(), "x", "AAAA"), "e1/name"))
                .hasMessageContaining("too short");
        assertThatThrownBy(() -> keys.open(new SealedValue("p1", sealed.key(), "x", "!"), "e1/name"))
                .hasMessageContaining("not Base64");
    }

    @Test
    void anotherMasterKeyReadsNothing() {
        var sealed = keys.seal("p1", "e1/name", NAME);
        var others = new PersonKeys(new AesMasterKey(Ledgers.seed(8), random), store, random);
        assertThatThrownBy(() -> others.open(sealed, "e1/name")).isInstanceOf(UnreadableException.class);
        assertThatThrownBy(() -> new AesMasterKey(new byte[16], random)).hasMessageContaining("had 16");
    }

    @Test
    void aWrappedKeyDoesNotServeForAnotherPerson() {
        var sealed = keys.seal("p1", "e1/name", NAME);
        var key = store.current("p1").orElseThrow();
        var swapped = new InMemoryPersonKeyStore();
        swapped.addIfAbsent(new WrappedKey(key.id(), "p2", key.wrapped()));
        var others = new PersonKeys(new AesMasterKey(Ledgers.seed(7), random), swapped, random);
        assertThatThrownBy(() -> others.open(sealed, "e1/name")).isInstanceOf(UnreadableException.class);
    }

    @Test
    void erasingAPersonLeavesEveryProofAndTakesTheData() throws IOException {
        var tiles = new InMemoryTileStore();
        var ledger = Ledger.open(Ledgers.LOG, tiles);
        var content = JsonObject.empty().with("id", "e1").with("event", "user.renamed");
        var entry = LedgerEntry.of(
                content,
                Map.of("name", new PersonalValue("p1", NAME), "boss", new PersonalValue("p2", JsonValue.of("Ada"))),
                keys);
        var before = ledger.append(List.of(entry.bytes()));

        keys.erase("p1");

        var read = LedgerEntry.parse(ledger.tree().entry(0));
        assertThat(read).isEqualTo(entry);
        assertThat(keys.open(read.personal().get("name"), read.context("name"))).isEqualTo(new Erased());
        assertThat(keys.open(read.personal().get("boss"), read.context("boss"))).isInstanceOf(Opened.class);
        assertThat(ledger.tree().inclusion(0).proves(TreeHashes.leaf(read.bytes()), before.root()))
                .isTrue();
        assertThat(new LedgerCheck(tiles, ledger.verifier()).run()).isEqualTo(new LedgerVerdict.Intact(before));

        // A person who comes back has a new key, which does not read what was erased.
        keys.seal("p1", "e2/name", NAME);
        assertThat(keys.open(read.personal().get("name"), read.context("name"))).isEqualTo(new Erased());
    }

    @Test
    void entriesSayWhatTheyMustBe() {
        assertThatThrownBy(() -> new LedgerEntry(JsonObject.empty())).hasMessageContaining("the text 'id'");
        assertThatThrownBy(() -> LedgerEntry.ofJson("[]")).hasMessageContaining("must be a JSON object");
        assertThatThrownBy(() -> LedgerEntry.parse("[]".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("must be a JSON object");
        assertThatThrownBy(() -> LedgerEntry.ofJson("{\"id\":\"a\",\"personal\":1}"))
                .hasMessageContaining("'personal' must be an object");
        assertThatThrownBy(() -> LedgerEntry.ofJson("{\"id\":\"a\",\"personal\":{\"x\":1}}"))
                .hasMessageContaining("'personal.x' must be a sealed value");
        assertThatThrownBy(() -> LedgerEntry.ofJson("{\"id\":\"a\",\"personal\":{\"x\":{}}}"))
                .hasMessageContaining("must have the text 'person'");
        assertThatThrownBy(() -> SealedValue.of(keys.seal("p", "c", NAME).json().with("more", "x")))
                .hasMessageContaining("no other members");
        var sealed = LedgerEntry.ofJson("{\"id\":\"a\",\"personal\":{}}");
        assertThatThrownBy(() -> LedgerEntry.of(sealed.content(), Map.of(), keys))
                .hasMessageContaining("is for what is sealed");
        assertThat(LedgerEntry.ofJson("{ \"id\" : \"a\" }").bytes())
                .isEqualTo("{\"id\":\"a\"}".getBytes(StandardCharsets.UTF_8));
    }
}
