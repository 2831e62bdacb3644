package io.foodflow.audit.signing;

import io.foodflow.audit.signing.Signature.Seal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Signatures as they are stored; rows are added and never changed. Each method runs in the caller's transaction. */
final class SignatureRepository {

    /** Documents stay in the database, which hashes each once: one has up to 8,000,000 characters. */
    private static final String WITH_DOCUMENTS = """
            , documents as (
              select sha256, encode(sha256(convert_to(document, 'UTF8')), 'hex') as document_sha256
              from signed_records where sha256 in (select record_sha256 from page))
            select page.*, document_sha256 from page left join documents on documents.sha256 = page.record_sha256
            order by id desc
            """;

    private final JdbcClient jdbc;

    SignatureRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Which signatures are wanted; null for any. */
    record Filter(
            @Nullable String resourceType,
            @Nullable String resourceId,
            @Nullable UUID signer) {}

    /** The newest first; of one record those too that the audit trail has and this table has not. */
    List<Listed> list(Filter filter, @Nullable UUID before, int rows) {
        return jdbc.sql("""
                        with told as (
                          select cast(new_value ->> 'signature_id' as uuid) as id, resource_type, resource_id,
                                 cast(new_value ->> 'signer_id' as uuid) as signer_id
                          from audit_entries
                          where resource_type = :type and resource_id = :resource and event_type = 'RecordSigned'),
                        page as (
                          select s.id, s.statement, s.seal, s.resource_type, s.resource_id, s.record_sha256
                          from signatures s
                          where (cast(:type as text) is null or s.resource_type = :type)
                            and (cast(:resource as text) is null or s.resource_id = :resource)
                            and (cast(:signer as uuid) is null or s.signer_id = :signer)
                            and (cast(:before as uuid) is null or s.id < :before)
                          union all
                          select t.id, null, null, t.resource_type, t.resource_id, null
                          from told t
                          where (cast(:signer as uuid) is null or t.signer_id = :signer)
                            and (cast(:before as uuid) is null or t.id < :before)
                            and not exists (select from signatures s
                              where s.id = t.id and s.resource_type = :type and s.resource_id = :resource)
                          order by id desc limit :rows)
                        """ + WITH_DOCUMENTS)
                .param("type", filter.resourceType(), Types.VARCHAR)
                .param("resource", filter.resourceId(), Types.VARCHAR)
                .param("signer", filter.signer(), Types.OTHER)
                .param("before", before, Types.OTHER)
                .param("rows", rows)
                .query(SignatureRepository::listed)
                .list();
    }

    Optional<Signature> find(UUID id) {
        return jdbc.sql("""
                        with page as (
                          select id, statement, seal, resource_type, resource_id, record_sha256 from signatures where id = ?)
                        """ + WITH_DOCUMENTS)
                .param(id)
                .query(SignatureRepository::signature)
                .optional();
    }

    /** The record that was signed, as it was. */
    Optional<String> document(UUID id) {
        return jdbc.sql("""
                        select r.document from signed_records r join signatures s on s.record_sha256 = r.sha256 where s.id = ?
                        """).param(id).query(String.class).optional();
    }

    /** Keeps a record as it is to be signed. Whoever signs the same takes turns with its caller until the transaction ends. */
    void hold(ExactRecord record) {
        var hash = bytes(record.sha256());
        jdbc.sql("insert into signed_records (sha256, document) values (?, ?) on conflict (sha256) do nothing")
                .params(hash, record.document())
                .update();
        jdbc.sql("select 1 from signed_records where sha256 = ? for update")
                .param(hash)
                .query(Integer.class)
                .single();
    }

    void insert(Statement said, String text, Seal seal) {
        jdbc.sql("""
                        insert into signatures (id, resource_type, resource_id, record_sha256, signer_id, session_id, meaning,
                          signed_at, statement, seal)
                        values (:id, :type, :resource, :sha, :signer, :session, :meaning, :at, :statement, :seal)
                        """)
                .param("id", said.signature())
                .param("type", said.record().type())
                .param("resource", said.record().id())
                .param("sha", bytes(said.record().sha256()))
                .param("signer", said.signer().id())
                .param("session", said.session(), Types.VARCHAR)
                .param("meaning", said.meaning().name())
                .param("at", Timestamp.from(said.signedAt()))
                .param("statement", text)
                .param("seal", seal.toBytes())
                .update();
    }

    /** When a user signed last in a session. */
    Optional<Instant> lastInSession(UUID signer, String session) {
        return jdbc.sql("""
                        select signed_at from signatures where signer_id = ? and session_id = ? order by id desc limit 1
                        """)
                .params(signer, session)
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant);
    }

    /** The meanings of a user's signatures on a record as it is. */
    Set<String> meaningsOf(UUID signer, String sha256) {
        return new HashSet<>(jdbc.sql("select meaning from signatures where signer_id = ? and record_sha256 = ?")
                .params(signer, bytes(sha256))
                .query(String.class)
                .list());
    }

    /** Whether a user changed a record at some time, as the audit trail has it, or signed it as it is as its author. */
    boolean isAuthor(UUID user, ExactRecord exact) {
        return jdbc.sql("""
                        select exists (
                            select from audit_entries
                            where resource_type = :type and resource_id = :resource and actor_kind = 'USER' and actor_id = :user
                              and event_type not in ('AccessRefused', 'RecordSigned', 'SigningRefused'))
                          or exists (
                            select from signatures
                            where record_sha256 = :sha and signer_id = :user and meaning = :authorship)
                        """)
                .param("type", exact.record().type())
                .param("resource", exact.record().id())
                .param("user", user)
                .param("sha", bytes(exact.sha256()))
                .param("authorship", SigningPolicy.AUTHORSHIP)
                .query(Boolean.class)
                .single();
    }

    private static Listed listed(ResultSet row, int number) throws SQLException {
        return row.getString("statement") == null
                ? new Listed.Missing(
                        row.getObject("id", UUID.class), row.getString("resource_type"), row.getString("resource_id"))
                : signature(row, number);
    }

    private static Signature signature(ResultSet row, int number) throws SQLException {
        return new Signature(
                row.getObject("id", UUID.class),
                row.getString("statement"),
                Seal.of(row.getBytes("seal")),
                row.getString("resource_type"),
                row.getString("resource_id"),
                HexFormat.of().formatHex(row.getBytes("record_sha256")),
                row.getString("document_sha256"));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
