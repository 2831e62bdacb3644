package io.foodflow.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.audit.AuditChain.Verification;
import io.foodflow.platform.audit.EntryProof.Proven;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.testkit.TestPlatform;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tenants of an earlier version, whose entries are linked by hashes and in no ledger. */
class AuditChainTest {

    private static final String EARLIER_VERSION = """
            do $$
            declare e record; last bytea := ''; entry bytea; field text;
            begin
              insert into %s.audit_entries (id, event_type, actor_kind, actor_name, resource_type, resource_id, old_value, ip)
              select gen_random_uuid(), 'LotReleased', 'USER', 'é@dairy.example', 'lot', 'L' || n,
                     case when n % 2 = 0 then jsonb_build_object('grams', n) end, '192.0.2.1'
              from generate_series(1, ENTRIES) n;
              for e in select a.*, substr(a.resource_id, 2)::int as n from %s.audit_entries a order by substr(a.resource_id, 2)::int loop
                entry := '';
                foreach field in array array[e.id::text, to_char(e.time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                    e.event_type, e.actor_kind, e.actor_id::text, e.actor_name, e.resource_type, e.resource_id,
                    e.old_value::text, e.new_value::text, e.reason, e.ip, e.user_agent, e.session_id, e.trace_id] loop
                  entry := entry || int4send(coalesce(octet_length(field), -1)) || coalesce(convert_to(field, 'UTF8'), '');
                end loop;
                last := sha256(last || entry);
                insert into %s.audit_chain values (e.n, e.id, last);
                insert into %s.outbox (id, type, resource_type, resource_id, data, seq)
                values (e.id, e.event_type, e.resource_type, e.resource_id, '{}', e.n);
              end loop;
              update %s.audit_ledger set chain_noted = false;
              FORGERY
            end $$""";

    private static TestPlatform platform;

    @BeforeAll
    static void start() {
        platform = TestPlatform.start("foodflow.audit.batch=4");
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    private static Trail ofEarlierVersion(int entries, String forgery) {
        var trail = Trail.of(platform);
        trail.rows("alter table %s.audit_entries disable trigger user");
        trail.rows("alter table %s.audit_chain disable trigger user");
        trail.rows(EARLIER_VERSION.replace("ENTRIES", String.valueOf(entries)).replace("FORGERY", forgery));
        return trail;
    }

    @Test
    void carriesEntriesOfEarlierVersionsIntoTheLedgerAndNotesTheLastHash() {
        var trail = ofEarlierVersion(10, "");
        assertThat(verify(trail)).isEqualTo(new Verification.Intact(10));
        var lastHash = trail.rows("select encode(hash, 'hex') from %s.audit_chain where seq = 10")
                .getFirst();

        platform.deliverEvents(trail.tenant());
        platform.deliverEvents(trail.tenant());

        assertThat(trail.check()).isEqualTo(new TrailCheck.Result(11, null));
        assertThat(trail.rows("""
                        select e.resource_id from %s.audit_leaves l join %s.audit_entries e on e.id = l.entry_id
                        where position < 10 order by position"""))
                .isEqualTo(IntStream.rangeClosed(1, 10).mapToObj(n -> "L" + n).toList());
        assertThat(trail.rows("select data from %s.outbox where type = 'AuditChainCarriedOver'"))
                .singleElement()
                .asString()
                .contains("\"links\": 10", lastHash, "\"broken_at\": null");
        trail.release("L11", null, null);
        platform.deliverEvents(trail.tenant());
        assertThat(trail.proof(trail.entry("L11"))).isInstanceOf(Proven.class);
        assertThat(trail.rows("select count(*) from %s.audit_chain")).containsExactly("10");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                "update %s.audit_entries set reason = 'x' where resource_id = 'L3'#3",
                "update %s.audit_entries set old_value = null where resource_id = 'L8'#8",
                "update %s.audit_chain set hash = hash || 'x' where seq = 4#4"
            })
    void notesWhichLinkOfTheChainWasBroken(String forgery, long link) {
        var trail = ofEarlierVersion(10, forgery + ";");
        assertThat(verify(trail)).isEqualTo(new Verification.Broken(link));

        platform.deliverEvents(trail.tenant());

        assertThat(trail.rows("select data ->> 'broken_at' from %s.outbox where type = 'AuditChainCarriedOver'"))
                .containsExactly(String.valueOf(link));
        assertThat(trail.rows("select size from %s.audit_ledger").getFirst())
                .as("nothing is left behind")
                .isIn("10", "11");
    }

    private static Verification verify(Trail trail) {
        return platform.inside(
                trail.tenant(),
                () -> platform.bean(UnitOfWork.class)
                        .readSnapshot(() -> new AuditChain(platform.bean(JdbcClient.class)).verify()));
    }
}
