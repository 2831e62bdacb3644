package io.foodflow.engine.ledger.notes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.engine.ledger.merkle.CompactRange;
import io.foodflow.engine.ledger.merkle.Hash;
import io.foodflow.engine.ledger.merkle.TreeHashes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class NotesTest {

    private static final String ORIGIN = "example.com/log";
    private static final Hash ROOT = TreeHashes.leaf(new byte[] {1});
    private static final NoteKey LOG = NoteKey.generate(ORIGIN, KeyType.ED25519, new SecureRandom());
    private static final NoteKey WITNESS =
            NoteKey.generate("witness.example/w1", KeyType.COSIGNATURE_V1, new SecureRandom());
    private static final Instant TIME = Instant.ofEpochSecond(1_679_315_147);

    private static SignedNote signed(Checkpoint checkpoint) {
        return new SignedNote(checkpoint.text(), List.of(LOG.sign(checkpoint.text())));
    }

    private static JsonNode go() throws IOException {
        try (InputStream in = NotesTest.class.getResourceAsStream("go-notes.json")) {
            return JsonMapper.shared().readTree(in);
        }
    }

    /** Ed25519 is deterministic, so the same key must make the same signature to the bit. */
    @Test
    void signsAsTheGoImplementationDoes() throws IOException {
        var go = go();
        var note = SignedNote.parse(go.get("note").asString());
        var log = NoteKey.parse(go.get("log_skey").asString(), KeyType.ED25519);
        assertThat(log.verifier().text()).isEqualTo(go.get("log_vkey").asString());
        assertThat(log.secretText()).isEqualTo(go.get("log_skey").asString());
        assertThat(log.sign(note.text())).isEqualTo(note.signatures().getFirst());

        var witness = NoteKey.parse(go.get("witness_skey").asString(), KeyType.COSIGNATURE_V1);
        assertThat(NoteVerifier.hex(witness.verifier().keyId()))
                .isEqualTo(go.get("witness_key_hash").asString());
        var time = witness.verifier().cosignedAt(note.text(), note.signatures().getLast());
        assertThat(time).isPresent();
        assertThat(witness.cosign(note.text(), time.get()))
                .isEqualTo(note.signatures().getLast());
        assertThat(note.verifiedBy(List.of(log.verifier(), witness.verifier()))).hasSize(2);
        assertThat(Checkpoint.parse(note.text()).size()).isEqualTo(20_852_163);
    }

    /** The example of C2SP tlog-cosignature and tlog-checkpoint. */
    @Test
    void readsTheExampleOfTheSpecification() {
        var text = """
            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

            — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
            — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
            """;
        var note = SignedNote.parse(text);
        assertThat(note.encoded()).isEqualTo(text);
        assertThat(note.signatures())
                .extracting(NoteSignature::name)
                .containsExactly("example.com/behind-the-sofa", "witness.example.com/w1");
        assertThat(Checkpoint.parse(note.text()).origin()).isEqualTo("example.com/behind-the-sofa");
    }

    @Test
    void aNoteIsVerifiedByThoseWhoSignedIt() {
        var checkpoint = new Checkpoint(ORIGIN, 5, ROOT);
        var note = signed(checkpoint).with(List.of(WITNESS.cosign(checkpoint.text(), TIME)));
        var stranger = NoteKey.generate(ORIGIN, KeyType.ED25519, new SecureRandom());
        assertThat(note.verifiedBy(List.of(LOG.verifier(), WITNESS.verifier(), stranger.verifier())))
                .containsExactly(LOG.verifier(), WITNESS.verifier());
        assertThat(note.verifiedBy(List.of(stranger.verifier()))).isEmpty();
        assertThat(note.with(note.signatures())).isEqualTo(note);
        assertThat(SignedNote.parse(note.encoded().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(note);
        assertThat(WITNESS.verifier().cosignedAt(note.text(), note.signatures().getLast()))
                .contains(TIME);
        assertThat(LOG.verifier().cosignedAt(note.text(), note.signatures().getFirst()))
                .isEmpty();
    }

    @Test
    void aForgedSignatureOfAKnownKeyRefusesTheWholeNote() {
        var note = signed(new Checkpoint(ORIGIN, 5, ROOT));
        var other = LOG.sign("something else\n");
        assertThat(note.with(List.of(other)).verifiedBy(List.of(LOG.verifier())))
                .isEmpty();
    }

    @Test
    void theTimeOfACosignatureIsSigned() {
        var text = new Checkpoint(ORIGIN, 5, ROOT).text();
        var line = WITNESS.cosign(text, TIME).line();
        var later = WITNESS.cosign(text, TIME.plusSeconds(1)).line();
        int name = line.lastIndexOf(' ') + 1;
        // The key's id and the time are the first 12 bytes: 16 characters of Base64.
        var moved = NoteSignature.parse(later.substring(0, name + 16) + line.substring(name + 16));
        assertThat(WITNESS.verifier().verifies(text, moved)).isFalse();
        assertThat(WITNESS.verifier().verifies(text, NoteSignature.parse(line))).isTrue();
    }

    /** None may be changed without the note being refused. */
    @Test
    void eachByteOfANoteCounts() {
        assertThatBitsCount(7);
    }

    @Test
    @Tag("long")
    void eachBitOfANoteCounts() {
        assertThatBitsCount(1);
    }

    private static void assertThatBitsCount(int step) {
        var checkpoint = new Checkpoint(ORIGIN, 5, ROOT);
        var keys = List.of(LOG.verifier(), WITNESS.verifier());
        byte[] bytes = signed(checkpoint)
                .with(List.of(WITNESS.cosign(checkpoint.text(), TIME)))
                .encoded()
                .getBytes(StandardCharsets.UTF_8);
        for (int bit = 0; bit < bytes.length * 8; bit += step) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(verified(bytes, keys)).as("bit " + bit).isFalse();
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
        assertThat(verified(bytes, keys)).isTrue();
    }

    private static boolean verified(byte[] note, List<NoteVerifier> keys) {
        try {
            return SignedNote.parse(note).verifiedBy(keys).equals(keys);
        } catch (MalformedNoteException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "text\n",
                "text\n\n",
                "text\n\n— a\n",
                "text\n\n— a AAAA\n",
                "text\n\n- a AAAAAAA=\n",
                "text\n\n— a AAAAAAE=",
                "text\n\n— a AAAAAAE=\r\n",
                "text\n\n— a+b AAAAAAE=\n",
                "te\u0001xt\n\n— a AAAAAAE=\n",
                "text\n\n— a b AAAAAAE=\n",
                "text\n\n—  AAAAAAE=\n",
                "text\n\n— a AAAAAAF=\n\n",
                "text\n\n— a !!!!\n",
                "text\n\n— a AAAAAAF=\n"
            })
    void isNoNote(String text) {
        assertThatThrownBy(() -> SignedNote.parse(text)).isInstanceOf(MalformedNoteException.class);
    }

    @Test
    void aNoteHasAtMostSixtyFourSignatures() {
        var line = "— a AAAAAAE=\n";
        assertThat(SignedNote.parse("t\n\n" + line.repeat(64)).signatures()).hasSize(64);
        assertThatThrownBy(() -> SignedNote.parse("t\n\n" + line.repeat(65))).hasMessageContaining("had 65");
        assertThatThrownBy(() -> SignedNote.parse(new byte[] {(byte) 0xFF, '\n'}))
                .hasMessageContaining("UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a\n",
                "a\n1\n",
                "\n1\n%s\n",
                "a\n01\n%s\n",
                "a\n-1\n%s\n",
                "a\n9223372036854775808\n%s\n",
                "a\n1\nAAAA\n",
                "a\n1\n%s",
                "a\n1\n%s\n\n",
                "a\n1\n%s\nx\n\ny\n",
                "a\n1 \n%s\n",
                "a\n1\n%s=\n"
            })
    void isNoCheckpoint(String text) {
        assertThatThrownBy(() -> Checkpoint.parse(text.replace("%s", ROOT.base64())))
                .isInstanceOf(MalformedNoteException.class);
    }

    @Test
    void aCheckpointKeepsItsExtensions() {
        var checkpoint = new Checkpoint(ORIGIN, 0, ROOT, List.of("one", "two"));
        assertThat(Checkpoint.parse(checkpoint.text())).isEqualTo(checkpoint);
        assertThatThrownBy(() -> new Checkpoint(ORIGIN, -1, ROOT)).hasMessageContaining("was -1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a+b", "a+00000000+AAAA", "a+zzzzzzzz+%s", "a b+00000000+%s", "+00000000+%s"})
    void isNoVerifierKey(String text) {
        var key = LOG.verifier().text();
        assertThatThrownBy(() -> NoteVerifier.parse(text.replace("%s", key.substring(key.lastIndexOf('+') + 1))))
                .isInstanceOf(MalformedNoteException.class);
    }

    @Test
    void keysAreReadBackAndNeverTold() {
        assertThat(NoteVerifier.parse(LOG.verifier().text())).isEqualTo(LOG.verifier());
        assertThat(NoteVerifier.parse(WITNESS.verifier().text()).type()).isEqualTo(KeyType.COSIGNATURE_V1);
        assertThat(NoteKey.parse(LOG.secretText(), KeyType.ED25519).verifier()).isEqualTo(LOG.verifier());
        assertThat(LOG.toString()).isEqualTo(LOG.verifier().text()).doesNotContain("PRIVATE");
        assertThat(LOG.named("example.com/other").verifier().name()).isEqualTo("example.com/other");
        assertThat(NoteKey.ofSeed("x", KeyType.ED25519, new byte[32]).verifier().key())
                .isEqualTo(NoteKey.ofSeed("y", KeyType.ED25519, new byte[32])
                        .verifier()
                        .key());
        var secret = "PRIVATE+KEY+a+00000000+AbCd";
        assertThatThrownBy(() -> NoteKey.parse(secret, KeyType.ED25519))
                .isInstanceOf(MalformedNoteException.class)
                .hasMessageNotContaining("AbCd");
        assertThatThrownBy(() -> NoteKey.parse("PRIVATE+KEY+a+00000000+!secret", KeyType.ED25519))
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> NoteKey.parse("x", KeyType.ED25519)).isInstanceOf(MalformedNoteException.class);
        assertThatThrownBy(() -> NoteKey.ofSeed("a", KeyType.ED25519, new byte[5]))
                .hasMessageContaining("had 5");
        assertThatThrownBy(() -> NoteVerifier.of("a", KeyType.ED25519, new byte[5]))
                .hasMessageContaining("had 5");
        assertThatThrownBy(() -> WITNESS.sign("a\n")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> LOG.cosign("a\n", TIME)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aProofOfItsOwnHoldsForItsLeafAndItsWitnesses() {
        var leaves = List.of(TreeHashes.leaf(new byte[] {1}), TreeHashes.leaf(new byte[] {2}));
        var range = CompactRange.empty();
        leaves.forEach(range::append);
        var checkpoint = new Checkpoint(ORIGIN, 2, range.root());
        var note = signed(checkpoint).with(List.of(WITNESS.cosign(checkpoint.text(), TIME)));
        var proof = new TlogProof(1, List.of(leaves.getFirst()), note);
        var log = List.of(LOG.verifier());
        var witnesses = List.of(WITNESS.verifier());

        assertThat(TlogProof.parse(proof.encoded())).isEqualTo(proof);
        assertThat(proof.proves(leaves.getLast(), log, witnesses, 1)).isTrue();
        assertThat(proof.proves(leaves.getFirst(), log, witnesses, 1)).isFalse();
        assertThat(proof.proves(leaves.getLast(), log, witnesses, 2)).isFalse();
        assertThat(proof.proves(leaves.getLast(), witnesses, List.of(), 0)).isFalse();
        assertThat(proof.proves(leaves.getLast(), List.of(LOG.named("elsewhere").verifier()), List.of(), 0))
                .isFalse();
        var withExtra = proof.encoded().replace("index ", "extra AAAA\nindex ");
        assertThat(TlogProof.parse(withExtra)).isEqualTo(proof);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c2sp.org/tlog-proof@v2\nindex 0\n\n%s",
                "c2sp.org/tlog-proof@v1\n\n%s",
                "c2sp.org/tlog-proof@v1\nindex 00\n\n%s",
                "c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\n%s",
                "c2sp.org/tlog-proof@v1\nextra !\nindex 0\n\n%s",
                "c2sp.org/tlog-proof@v1\nindex 0\n%s",
                "c2sp.org/tlog-proof@v1\nextra AAAA\n\n%s"
            })
    void isNoProof(String text) {
        var note = signed(new Checkpoint(ORIGIN, 1, ROOT)).encoded();
        assertThatThrownBy(() -> TlogProof.parse(text.replace("%s", note))).isInstanceOf(MalformedNoteException.class);
    }
}
