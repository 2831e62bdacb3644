package io.foodflow.identity.reviews;

import io.foodflow.identity.reviews.Review.Holder;
import io.foodflow.identity.reviews.Review.ReviewScope;
import io.foodflow.identity.reviews.ReviewItem.Decision;
import io.foodflow.platform.web.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reviews and their items, and the roles that they are about. Each method runs in the caller's transaction. */
final class ReviewRepository {

    private static final Duration BETWEEN_REMINDERS = Duration.ofDays(1);

    private static final String SELECT = """
        select r.id, r.name, r.reviewer_id, r.deputy_id, r.holders, r.roles, r.due_at, r.created_by, r.created_at,
               r.closed_by, r.closed_at, i.items, i.open, i.revoked
        from access_reviews r
        cross join lateral (
          select count(*) as items, count(*) filter (where decision is null) as open,
                 count(*) filter (where decision = 'revoke') as revoked
          from access_review_items where review_id = r.id) i
        """;

    private static final String ITEM = """
        select id, review_id, reviewer_id, holder_kind, holder_id, holder, role_id, role, sites, permissions, decision,
               comment, decided_by, decided_at
        from access_review_items
        """;

    private static final String HELD = """
        select kind, holder_id, holder, role_id, role, sites from (
          select 'user' as kind, u.id as holder_id, u.email as holder, r.id as role_id, r.name as role, h.sites
          from user_roles h join users u on u.id = h.user_id join roles r on r.id = h.role_id
          union all
          select 'service_account', a.id, a.name, r.id, r.name, h.sites
          from service_account_roles h join service_accounts a on a.id = h.account_id join roles r on r.id = h.role_id
        ) held
        where kind = any (:holders) and (cardinality(:roles) = 0 or role = any (:roles))
        order by kind desc, holder, role
        """;

    private final JdbcClient jdbc;

    ReviewRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A role that somebody holds now. */
    record Held(
            Holder kind,
            UUID holderId,
            String holder,
            UUID roleId,
            String role,
            @Nullable List<String> sites) {}

    /** What is held now, users first. */
    List<Held> held(ReviewScope scope) {
        return jdbc.sql(HELD)
                .param("holders", scope.holders().stream().map(Holder::text).toArray(String[]::new))
                .param("roles", scope.roles().toArray(String[]::new))
                .query((row, n) -> new Held(
                        Holder.of(row.getString("kind")).orElseThrow(),
                        row.getObject("holder_id", UUID.class),
                        row.getString("holder"),
                        row.getObject("role_id", UUID.class),
                        row.getString("role"),
                        texts(row, "sites")))
                .list();
    }

    boolean canSignIn(UUID user) {
        return jdbc.sql("select exists (select from users where id = ? and status = 'active')")
                .param(user)
                .query(Boolean.class)
                .single();
    }

    void insert(UUID id, NewReview review, String by, Instant now) {
        jdbc.sql("""
            insert into access_reviews (id, name, reviewer_id, deputy_id, holders, roles, due_at, created_by, created_at)
            values (:id, :name, :reviewer, :deputy, :holders, :roles, :due, :by, :now)""")
                .param("id", id)
                .param("name", review.name())
                .param("reviewer", review.reviewer())
                .param("deputy", review.deputy(), Types.OTHER)
                .param(
                        "holders",
                        review.scope().holders().stream().map(Holder::text).toArray(String[]::new))
                .param("roles", review.scope().roles().toArray(String[]::new))
                .param("due", Timestamp.from(review.dueAt()))
                .param("by", by)
                .param("now", Timestamp.from(now))
                .update();
    }

    void insert(UUID id, UUID review, UUID reviewer, Held held, List<String> permissions) {
        jdbc.sql("""
            insert into access_review_items (id, review_id, reviewer_id, holder_kind, holder_id, holder, role_id, role,
                                             sites, permissions)
            values (:id, :review, :reviewer, :kind, :holderId, :holder, :roleId, :role, :sites, :permissions)""")
                .param("id", id)
                .param("review", review)
                .param("reviewer", reviewer)
                .param("kind", held.kind().text())
                .param("holderId", held.holderId())
                .param("holder", held.holder())
                .param("roleId", held.roleId())
                .param("role", held.role())
                .param("sites", held.sites() == null ? null : held.sites().toArray(String[]::new), Types.ARRAY)
                .param("permissions", permissions.toArray(String[]::new))
                .update();
    }

    /** The newest first. */
    List<Review> list(PageRequest page, Instant now) {
        return jdbc.sql(SELECT + "where cast(:after as uuid) is null or r.id < :after order by r.id desc limit :rows")
                .param("after", page.afterId().orElse(null), Types.OTHER)
                .param("rows", page.fetch())
                .query((row, n) -> review(row, now))
                .list();
    }

    Optional<Review> find(UUID id, Instant now) {
        return jdbc.sql(SELECT + "where r.id = ?")
                .param(id)
                .query((row, n) -> review(row, now))
                .optional();
    }

    /** As {@link #find}; nobody else decides, or closes it, until the transaction ends. */
    Optional<Review> hold(UUID id, Instant now) {
        boolean there = !jdbc.sql("select id from access_reviews where id = ? for update")
                .param(id)
                .query(UUID.class)
                .list()
                .isEmpty();
        return there ? find(id, now) : Optional.empty();
    }

    List<ReviewItem> items(UUID review, @Nullable String decision, PageRequest page) {
        return jdbc.sql(ITEM + """
            where review_id = :review and (cast(:after as uuid) is null or id > :after)
              and (cast(:decision as text) is null or coalesce(decision, 'open') = :decision)
            order by id limit :rows""")
                .param("review", review)
                .param("after", page.afterId().orElse(null), Types.OTHER)
                .param("decision", decision, Types.VARCHAR)
                .param("rows", page.fetch())
                .query(ReviewRepository::item)
                .list();
    }

    /** All of them, in their order. */
    List<ReviewItem> items(UUID review) {
        return jdbc.sql(ITEM + "where review_id = ? order by id")
                .param(review)
                .query(ReviewRepository::item)
                .list();
    }

    Optional<ReviewItem> item(UUID review, UUID id) {
        return jdbc.sql(ITEM + "where review_id = ? and id = ?")
                .params(review, id)
                .query(ReviewRepository::item)
                .optional();
    }

    void decide(UUID item, Decision decision, @Nullable String comment, String by, Instant now) {
        jdbc.sql("""
            update access_review_items set decision = :decision, comment = :comment, decided_by = :by, decided_at = :now
            where id = :id""")
                .param("id", item)
                .param("decision", decision.text())
                .param("comment", comment)
                .param("by", by)
                .param("now", Timestamp.from(now))
                .update();
    }

    /** Takes a role away; whether it was still held. */
    boolean revoke(ReviewItem item, Instant now) {
        boolean user = item.holderKind() == Holder.USER;
        int gone = jdbc.sql(
                        user
                                ? "delete from user_roles where user_id = ? and role_id = ?"
                                : "delete from service_account_roles where account_id = ? and role_id = ?")
                .params(item.holderId(), item.roleId())
                .update();
        if (gone > 0) {
            jdbc.sql(
                            user
                                    ? "update users set version = version + 1, updated_at = :now where id = :id"
                                    : "update service_accounts set version = version + 1 where id = :id and cast(:now"
                                            + " as timestamptz) is not null")
                    .param("id", item.holderId())
                    .param("now", Timestamp.from(now))
                    .update();
        }
        return gone > 0;
    }

    /** Whether another active user than that one has this role everywhere. */
    boolean anotherHas(UUID role, UUID user) {
        return jdbc.sql("""
            select exists (select from user_roles h join users u on u.id = h.user_id
                           where h.role_id = ? and h.user_id <> ? and h.sites is null and u.status = 'active')""").params(role, user).query(Boolean.class).single();
    }

    void close(UUID id, String by, Instant now) {
        jdbc.sql("update access_reviews set closed_by = ?, closed_at = ? where id = ?")
                .params(by, Timestamp.from(now), id)
                .update();
    }

    /** Reviews whose time is over and of which nobody was told for a day. From now on they were. */
    List<Review> remind(Instant now, int rows) {
        var due = jdbc.sql("""
            update access_reviews set reminded_at = :now where id in (
              select id from access_reviews
              where closed_at is null and due_at < :now and (reminded_at is null or reminded_at <= :before)
              order by due_at limit :rows for update skip locked)
            returning id""")
                .param("now", Timestamp.from(now))
                .param("before", Timestamp.from(now.minus(BETWEEN_REMINDERS)))
                .param("rows", rows)
                .query((row, n) -> row.getObject("id", UUID.class))
                .list();
        return due.stream().flatMap(id -> find(id, now).stream()).toList();
    }

    private static Review review(ResultSet row, Instant now) throws SQLException {
        var due = row.getTimestamp("due_at").toInstant();
        var closed = instant(row, "closed_at");
        var state = closed != null ? Review.State.CLOSED : due.isBefore(now) ? Review.State.OVERDUE : Review.State.OPEN;
        return new Review(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getObject("reviewer_id", UUID.class),
                row.getObject("deputy_id", UUID.class),
                new ReviewScope(
                        Arrays.stream((String[]) row.getArray("holders").getArray())
                                .map(holder -> Holder.of(holder).orElseThrow())
                                .toList(),
                        List.of((String[]) row.getArray("roles").getArray())),
                state,
                due,
                row.getString("created_by"),
                row.getTimestamp("created_at").toInstant(),
                row.getString("closed_by"),
                closed,
                row.getInt("items"),
                row.getInt("open"),
                row.getInt("revoked"));
    }

    private static ReviewItem item(ResultSet row, int number) throws SQLException {
        var decision = row.getString("decision");
        return new ReviewItem(
                row.getObject("id", UUID.class),
                row.getObject("review_id", UUID.class),
                row.getObject("reviewer_id", UUID.class),
                Holder.of(row.getString("holder_kind")).orElseThrow(),
                row.getObject("holder_id", UUID.class),
                row.getString("holder"),
                row.getObject("role_id", UUID.class),
                row.getString("role"),
                texts(row, "sites"),
                List.of((String[]) row.getArray("permissions").getArray()),
                decision == null ? null : Decision.of(decision).orElseThrow(),
                row.getString("comment"),
                row.getString("decided_by"),
                instant(row, "decided_at"));
    }

    private static @Nullable List<String> texts(ResultSet row, String column) throws SQLException {
        var array = row.getArray(column);
        return array == null ? null : List.of((String[]) array.getArray());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
