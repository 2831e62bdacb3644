package io.foodflow.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.engine.ledger.LedgerEntry;
import io.foodflow.engine.ledger.export.ExportVerdict.Verified;
import io.foodflow.engine.ledger.export.ExportVerifier;
import io.foodflow.engine.ledger.export.Trust;
import io.foodflow.engine.ledger.json.CanonicalJson;
import io.foodflow.engine.ledger.json.JsonValue;
import io.foodflow.engine.ledger.json.JsonValue.JsonObject;
import io.foodflow.engine.ledger.json.NumberRule;
import io.foodflow.engine.ledger.merkle.TreeHashes;
import io.foodflow.engine.ledger.notes.NoteVerifier;
import io.foodflow.engine.ledger.notes.TlogProof;
import io.foodflow.platform.audit.EntryProof.Broken;
import io.foodflow.platform.audit.EntryProof.Pending;
import io.foodflow.platform.audit.EntryProof.Proven;
import io.foodflow.platform.audit.EntryProof.Unknown;
import io.foodflow.platform.audit.Trail.LotReleased;
import io.foodflow.platform.context.CallContext;
import io.foodflow.testkit.TestPlatform;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

class AuditLedgerTest {

    private static TestPlatform platform;

    @BeforeAll
    static void start() {
        platform = TestPlatform.start("foodflow.audit.batch=100");
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void provesAnEntryToAnybodyWhoHasTheKey() {
        var trail = Trail.of(platform).released(300);

        var proven = (Proven) trail.proof(trail.entry("L299"));

        assertThat(proven.position()).isEqualTo(298);
        assertThat(proven.size()).isEqualTo(300);
        var keys = proven.logKeys().stream().map(NoteVerifier::parse).toList();
        var leaf = TreeHashes.leaf(proven.entry().getBytes(StandardCharsets.UTF_8));
        assertThat(TlogProof.parse(proven.proof()).proves(leaf, keys, List.of(), 0))
                .isTrue();
        assertThat(proven.origin())
                .isEqualTo(platform.bean(LedgerKeys.class).name() + "/"
                        + trail.tenant().id());
        assertThat(trail.check()).isEqualTo(new TrailCheck.Result(300, null));
        assertThat(trail.head().size()).isEqualTo(300);
        assertThat(trail.rows("select count(*) from %s.audit_chain")).containsExactly("0");
    }

    @Test
    void sealsWhatTellsOfPersonsAndShowsItWhileTheKeyIsThere() {
        var trail = Trail.of(platform).released(1);

        var proven = (Proven) trail.proof(trail.entry("L1"));

        assertThat(proven.entry())
                .contains("\"action\":\"LotReleased\"", "\"resource\":{\"type\":\"lot\"}")
                .doesNotContain(Trail.EMAIL, Trail.IP, Trail.AGENT, "tested", "grams", "\"L1\"");
        assertThat(proven.disclosed().keySet())
                .containsExactlyInAnyOrder("email", "ip", "agent", "resource_id", "reason", "old", "new");
        assertThat(proven.disclosed().get("new").value()).isEqualTo("{\"grams\":20}");
        assertThat(proven.disclosed().get("email").value()).isEqualTo("\"" + Trail.EMAIL + "\"");
        assertThat(trail.rows("select person from platform.person_keys where tenant_id = '%s'"
                        .replace("%s", trail.tenant().id().toString())))
                .singleElement()
                .asString()
                .startsWith(trail.user() + "~");
    }

    @Test
    void sealsAPersonsOwnDataUnderThatPersonsKey() {
        var trail = Trail.of(platform);
        var person = UUID.randomUUID().toString();
        trail.record(
                new LotReleased("person", person),
                Map.of("email", "old@x.example"),
                Map.of("email", "new@x.example"),
                null);
        platform.deliverEvents(trail.tenant());

        var writing = new EntryWriting(java.util.Set.of("person"), java.util.Set.of("LotReleased"), text -> text);
        var row = platform.inside(
                trail.tenant(),
                () -> platform.bean(io.foodflow.platform.changes.UnitOfWork.class)
                        .read(() -> platform.bean(org.springframework.jdbc.core.simple.JdbcClient.class)
                                .sql("select " + AuditRow.COLUMNS + " from audit_entries e")
                                .query((one, n) -> AuditRow.of(one))
                                .single()));
        var keys = platform.bean(PersonKeyTable.class).sealing(trail.tenant(), writing.persons(row));
        var entry = LedgerEntry.parse(writing.entry(row, "x", keys));

        var kept = "~" + row.time().substring(0, 7) + "~sign_ins";
        assertThat(writing.persons(row)).containsExactlyInAnyOrder(person + kept, trail.user() + kept);
        assertThat(CanonicalJson.text(entry.content())).doesNotContain("x.example");
        assertThat(entry.personal().get("old").person()).isEqualTo(person + kept);
        assertThat(entry.personal().get("ip").person()).isEqualTo(trail.user() + kept);
        assertThat(writing.difference(
                        row, "x", entry, platform.bean(PersonKeyTable.class).opening(trail.tenant()), true))
                .isNull();
    }

    /** A leaf is for good: whatever a change may write down stands sealed, of whatever kind the thing is. */
    @ParameterizedTest
    @CsvSource({"USER, lot, L1@x", "SERVICE, user, ", "ANONYMOUS, account, 5@x", "PLATFORM, tenant, "})
    void leavesNothingOpenThatSomebodyMayHaveWritten(String kind, String type, String id) {
        var tenant = platform.newTenant();
        boolean known = kind.equals("USER") || kind.equals("SERVICE");
        var row = new AuditRow(
                UUID.randomUUID().toString(),
                "2026-11-22T00:00:00.000000Z",
                "Happened",
                kind,
                known ? UUID.randomUUID().toString() : null,
                known ? "anna@x" : "relay",
                type,
                id == null ? UUID.randomUUID().toString() : id,
                "{\"by\": \"old@x\"}",
                "{\"by\": \"new@x\"}",
                "for anna@x",
                "ip@x",
                "agent@x",
                "session",
                "trace");
        var writing = new EntryWriting(java.util.Set.of("user", "account"), text -> "keyed");
        var keys = platform.bean(PersonKeyTable.class).sealing(tenant, writing.persons(row));

        var entry = LedgerEntry.parse(writing.entry(row, "x", keys));

        assertThat(CanonicalJson.text(entry.content())).doesNotContain("@");
        assertThat(entry.personal().keySet()).contains("old", "new", "reason", "ip", "agent");
        assertThat(writing.difference(row, "x", entry, keys, true)).isNull();
    }

    @Test
    void provesAllTheSameWhenAPersonsKeyIsErased() throws IOException {
        var trail = Trail.of(platform).released(3);
        var second = trail.entry("L2");
        platform.bean(PersonKeyTable.class)
                .opening(trail.tenant())
                .erase(trail.user().toString());
        assertThat(trail.proof(second)).as("the trail still shows it").isInstanceOf(Broken.class);
        trail.forge("""
                update %s.audit_entries set actor_name = '', ip = null, user_agent = null, resource_id = '', reason = null,
                  old_value = null, new_value = null""");

        var proven = (Proven) trail.proof(second);
        assertThat(proven.disclosed()).isEmpty();
        assertThat(trail.check()).isEqualTo(new TrailCheck.Result(3, null));
        trail.release("L4", null, null);
        platform.deliverEvents(trail.tenant());
        assertThat(((Proven) trail.proof(trail.entry("L4"))).disclosed())
                .as("a new key")
                .isNotEmpty();
        assertThat(export(trail)).isInstanceOfSatisfying(Verified.class, verified -> {
            assertThat(verified.count()).isEqualTo(4);
            assertThat(verified.disclosed()).isEqualTo(5);
        });
    }

    @Test
    void exportsAFileThatProvesItselfWithoutThePlatform() throws IOException {
        var trail = Trail.of(platform).released(5);

        assertThat(export(trail)).isInstanceOfSatisfying(Verified.class, verified -> {
            assertThat(verified.count()).isEqualTo(5);
            assertThat(verified.disclosed()).isEqualTo(35);
            assertThat(verified.logKeyKnown()).isTrue();
        });
    }

    private static io.foodflow.engine.ledger.export.ExportVerdict export(Trail trail) throws IOException {
        var file = new ByteArrayOutputStream();
        platform.inside(trail.tenant(), () -> platform.bean(AuditProofs.class).export(file, true));
        var key = NoteVerifier.parse(trail.head().logKeys().getFirst());
        return new ExportVerifier(new Trust(List.of(key), List.of(), 0, List.of()))
                .verify(new ByteArrayInputStream(file.toByteArray()));
    }

    @Test
    void hasNoWriterWaitForTheLedger() throws Exception {
        var trail = Trail.of(platform).released(1);
        try (var connection = DriverManager.getConnection(
                        platform.database().url(),
                        platform.database().user(),
                        platform.database().password());
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select * from %s.audit_ledger for update"
                    .formatted(trail.tenant().schema()));

            trail.release("L2", null, null);

            assertThat(trail.proof(trail.entry("L2"))).isInstanceOf(Pending.class);
            assertThat(trail.proof(trail.entry("L1"))).isInstanceOf(Proven.class);
            connection.rollback();
        }
        platform.deliverEvents(trail.tenant());
        assertThat(trail.proof(trail.entry("L2"))).isInstanceOf(Proven.class);
        assertThat(trail.proof(UUID.randomUUID())).isInstanceOf(Unknown.class);
    }

    /** The disk is full, the process is killed, the connection breaks: whatever ends the transaction. */
    @Test
    void leavesNothingHalfOfWhatIsCutShortAndDoesItAgain() {
        var trail = Trail.of(platform).released(3);
        trail.rows(
                "create function %s.full_disk() returns trigger language plpgsql as $$ begin raise 'no room'; end $$");
        trail.rows(
                "create trigger full_disk before insert or update on %s.audit_tiles execute function %s.full_disk()");
        trail.release("L4", null, null);
        trail.release("L5", null, null);
        platform.deliverEvents(trail.tenant());

        assertThat(trail.check()).isEqualTo(new TrailCheck.Result(3, null));
        assertThat(trail.rows("select count(*) from %s.audit_leaves")).containsExactly("3");
        assertThat(trail.rows("select count(*) from %s.outbox where seq is not null"))
                .as("events wait for no ledger")
                .containsExactly("5");
        assertThat(trail.proof(trail.entry("L4"))).isEqualTo(new Pending("the ledger, which takes it in its turn"));

        trail.rows("drop trigger full_disk on %s.audit_tiles");
        platform.deliverEvents(trail.tenant());
        assertThat(trail.check()).isEqualTo(new TrailCheck.Result(5, null));
    }

    @Test
    void keepsThePlatformsOwnTrailToo() {
        platform.deliverEvents(null);

        var entry = platform.database().rows("select id from platform.audit_entries order by time limit 1");
        var proof = CallContext.platform("test", null)
                .call(() -> platform.bean(AuditProofs.class).find(UUID.fromString(entry.getFirst())));
        assertThat(proof)
                .isInstanceOfSatisfying(
                        Proven.class, proven -> assertThat(proven.origin()).endsWith("/platform"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "update %s.audit_entries set new_value = '{\"grams\": 21}' where resource_id = 'L3'|another 'new'",
                "update %s.audit_entries set old_value = null where resource_id = 'L3'|another 'old'",
                "update %s.audit_entries set actor_name = 'nobody' where resource_id = 'L3'|another 'email'",
                "update %s.audit_entries set ip = null where resource_id = 'L3'|another 'ip'",
                "update %s.audit_entries set reason = '' where resource_id = 'L3'|another 'reason'",
                "update %s.audit_entries set time = time + interval '1 microsecond' where resource_id = 'L3'|another 'time'",
                "delete from %s.audit_entries where resource_id = 'L3'|not in the trail any more",
                "update %s.audit_leaves set content = overlay(content placing '\\x20' from 5 for 1) where position = 2|tile/0/000.p/5",
                "update %s.audit_tiles set content = overlay(content placing '\\x2020' from 65 for 2)|tile/0/000.p/5",
                "update %s.audit_ledger set note = replace(note, E'\\n5\\n', E'\\n4\\n'), size = 4|must be signed by a key",
                "update %s.audit_ledger set note = null|checkpoint is missing",
                "update %s.audit_ledger set size = 4|its size is not the one signed",
            })
    void findsWhatADatabaseAdministratorChanged(String forgery, String fault) {
        var trail = Trail.of(platform).released(5);
        var entry = trail.entry("L3");

        trail.forge(forgery);

        assertThat(trail.check().fault()).contains(fault);
        if (!forgery.contains("set size = 4") && !forgery.contains("audit_tiles")) {
            assertThat(trail.proof(entry)).isInstanceOf(Broken.class);
        }
    }

    /** What no key opens any more cannot be compared, so it must not be shown either. */
    @Test
    void findsAnotherPersonInTheTrailAlsoWhenTheKeyIsGone() {
        var trail = Trail.of(platform).released(2);
        var entry = trail.entry("L2");

        trail.rows("delete from platform.person_keys where person like '%s~%'"
                .replace("%s", trail.user().toString()));
        trail.forge("update %s.audit_entries set actor_name = 'eve@x.example' where resource_id = 'L2'");

        assertThat(trail.check().fault()).isNotNull();
        assertThat(trail.proof(entry)).isInstanceOf(Broken.class);
    }

    @Test
    void findsAnEntryThatNoChangeMade() {
        var trail = Trail.of(platform).released(2);

        trail.forge("""
                insert into %s.audit_entries (id, event_type, actor_kind, actor_name, resource_type, resource_id)
                values (gen_random_uuid(), 'LotReleased', 'USER', 'eve@x.example', 'lot', 'L9')""");

        assertThat(trail.check().fault()).contains("which no change made");
        assertThat(trail.proof(trail.entry("L9"))).isInstanceOf(Broken.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_leaves set content = ''",
                "delete from audit_leaves",
                "truncate audit_leaves",
                "update audit_entries set reason = 'another'",
                "update audit_entries set reason = null, time = now()",
                "update audit_entries set actor_name = '', actor_id = null",
                "delete from audit_entries",
                "update audit_tiles set content = set_byte(content, 0, 1 + get_byte(content, 0) % 250)",
                "delete from audit_tiles",
                "truncate audit_tiles"
            })
    void refusesAnyRewritingByTheTenant(String change) {
        var trail = Trail.of(platform).released(1);
        assertThatThrownBy(() -> platform.inside(
                        trail.tenant(),
                        () -> platform.bean(io.foodflow.platform.changes.UnitOfWork.class)
                                .write(nothing -> {
                                    nothing.nothing();
                                    platform.bean(JdbcTemplate.class).execute(change);
                                    return 0;
                                })))
                .hasMessageMatching("(?s).*(is append-only|only grows).*");
        assertThat(trail.check().fault()).isNull();
    }

    @Test
    void takesWhateverAChangeMayHold() {
        var trail = Trail.of(platform);
        trail.release("L1", null, Map.of("text", "\u0007".repeat(30_000)));
        trail.release("L2", null, Map.of("number", new java.math.BigDecimal("12345678901234567890.123")));
        trail.release("L3", null, nested(100));
        trail.record(new LotReleased("lot", "\u0007".repeat(9_000)), null, null, "\u0007".repeat(9_000));
        trail.release("L5", "text", List.of(1, 2));
        platform.deliverEvents(trail.tenant());

        assertThat(trail.check()).isEqualTo(new TrailCheck.Result(5, null));
        assertThat(((JsonObject) shown(trail, "L1", "new")).text("sha256")).isPresent();
        assertThat(((JsonObject) shown(trail, "L2", "new")).text("text"))
                .contains("{\"number\": 12345678901234567890.123}");
        assertThat(shown(trail, "L5", "old")).isEqualTo(JsonValue.of("text"));
    }

    private static Object nested(int levels) {
        Object value = 1;
        for (int i = 0; i < levels; i++) {
            value = List.of(value);
        }
        return value;
    }

    private static JsonValue shown(Trail trail, String lot, String field) {
        var proven = (Proven) trail.proof(trail.entry(lot));
        return CanonicalJson.parse(proven.disclosed().get(field).value(), NumberRule.EXACT);
    }
}
