package io.foodflow.tenant.tenants;

import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.tenant.api.TenantView;
import io.foodflow.tenant.api.TenantView.Branding;
import io.foodflow.tenant.api.TenantView.DeletionView;
import io.foodflow.tenant.api.TenantView.Suspension;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tenants in the platform's table. Runs in the caller's transaction, which is the platform's. */
final class TenantRepository {

    private static final String SELECT = """
            select t.id, t.slug, t.name, t.plan, t.status, t.suspended_at, t.suspended_reason, t.suspended_by,
                   t.primary_color, t.logo_url, t.sandbox, t.version, t.created_at, t.updated_at,
                   d.state as deletion_state, d.name as deletion_name, d.requested_by, d.reason as deletion_reason,
                   d.requested_at, d.erase_after, d.export_id, d.finished_at, d.error as deletion_error, d.attempts
            from tenants t left join tenant_deletions d on d.tenant_id = t.id and d.state <> 'cancelled'
            where t.status <> 'provisioning' and\s""";

    private final JdbcClient jdbc;

    TenantRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<TenantView> find(TenantId id) {
        return jdbc.sql(SELECT + "t.id = ?")
                .param(id.value())
                .query(TenantRepository::tenant)
                .optional();
    }

    /** The same, and nobody else changes it until the transaction ends. */
    Optional<TenantView> hold(TenantId id) {
        jdbc.sql("select 1 from tenants where id = ? for update")
                .param(id.value())
                .query(Integer.class)
                .optional();
        return find(id);
    }

    /** The tenant that a request made, as long as idempotency keys are kept. */
    Optional<UUID> madeFor(String slug, String requestKey) {
        return jdbc.sql("""
                        select id from tenants where slug = ? and request_key = ? and status <> 'provisioning'
                          and created_at > now() - interval '24 hours'
                        """).params(slug, requestKey).query(UUID.class).optional();
    }

    List<TenantView> list(TenantFilter filter, String after, int count) {
        return jdbc.sql(SELECT + """
                        t.slug > :after
                          and (cast(:status as text) is null or t.status = :status)
                          and (cast(:plan as text) is null or t.plan = :plan)
                          and (cast(:part as text) is null or lower(t.name) like :part or t.slug like :part)
                        order by t.slug limit :count
                        """)
                .param("after", after)
                .param("status", filter.status())
                .param("plan", filter.plan())
                .param("part", pattern(filter.fragment()))
                .param("count", count)
                .query(TenantRepository::tenant)
                .list();
    }

    void update(TenantId id, String name, @Nullable String colour) {
        jdbc.sql("""
                        update tenants set name = :name, primary_color = :colour, version = version + 1,
                          updated_at = now() where id = :id
                        """)
                .param("name", name)
                .param("colour", colour)
                .param("id", id.value())
                .update();
    }

    void logo(TenantId id, @Nullable Logo logo) {
        jdbc.sql("""
                        update tenants set logo = :logo, logo_type = :type, logo_version = logo_version + 1,
                          logo_url = case when cast(:type as text) is null then null
                                          else '/tenants/' || id || '/logo?v=' || logo_version + 1 end,
                          version = version + 1, updated_at = now()
                        where id = :id
                        """)
                .param("logo", logo == null ? null : logo.content().array())
                .param("type", logo == null ? null : logo.mediaType())
                .param("id", id.value())
                .update();
    }

    Optional<Logo> logo(TenantId id) {
        return jdbc.sql("select logo_type, logo from tenants where id = ? and logo is not null")
                .param(id.value())
                .query((row, n) -> new Logo(row.getString("logo_type"), new Logo.Bytes(row.getBytes("logo"))))
                .optional();
    }

    void suspend(TenantId id, String reason, String by, Instant now) {
        jdbc.sql("""
                        update tenants set status = 'suspended', suspended_reason = ?, suspended_by = ?,
                          suspended_at = ?, version = version + 1, updated_at = now() where id = ?
                        """).params(reason, by, Timestamp.from(now), id.value()).update();
    }

    void resume(TenantId id) {
        jdbc.sql("""
                        update tenants set status = 'active', suspended_reason = null, suspended_by = null,
                          suspended_at = null, version = version + 1, updated_at = now() where id = ?
                        """).param(id.value()).update();
    }

    private static @Nullable String pattern(@Nullable String fragment) {
        return fragment == null || fragment.isBlank()
                ? null
                : "%" + fragment.strip().toLowerCase(java.util.Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }

    private static TenantView tenant(ResultSet row, int number) throws SQLException {
        var colour = row.getString("primary_color");
        return new TenantView(
                row.getObject("id", UUID.class),
                row.getString("slug"),
                row.getString("name"),
                row.getString("plan"),
                TenantView.Status.valueOf(row.getString("status").toUpperCase(java.util.Locale.ROOT)),
                suspension(row),
                deletion(row),
                new Branding(
                        colour,
                        row.getString("logo_url"),
                        colour == null
                                ? null
                                : Colour.parse(colour).map(Colour::contrast).orElse(null)),
                row.getBoolean("sandbox"),
                row.getLong("version"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }

    private static @Nullable Suspension suspension(ResultSet row) throws SQLException {
        var since = row.getTimestamp("suspended_at");
        return since == null
                ? null
                : new Suspension(row.getString("suspended_reason"), since.toInstant(), row.getString("suspended_by"));
    }

    private static @Nullable DeletionView deletion(ResultSet row) throws SQLException {
        var state = row.getString("deletion_state");
        if (state == null) {
            return null;
        }
        var finished = row.getTimestamp("finished_at");
        return new DeletionView(
                row.getObject("id", UUID.class),
                row.getString("slug"),
                row.getString("deletion_name"),
                state,
                row.getString("requested_by"),
                row.getString("deletion_reason"),
                Objects.requireNonNull(row.getTimestamp("requested_at")).toInstant(),
                Objects.requireNonNull(row.getTimestamp("erase_after")).toInstant(),
                row.getObject("export_id", UUID.class),
                finished == null ? null : finished.toInstant(),
                row.getString("deletion_error"),
                row.getInt("attempts"));
    }
}
