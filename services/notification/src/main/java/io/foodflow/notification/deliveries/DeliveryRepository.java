package io.foodflow.notification.deliveries;

import static io.foodflow.platform.database.Times.instant;

import io.foodflow.notification.sending.Message;
import io.foodflow.notification.sending.Severity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Deliveries as they are stored. Each method runs in the caller's transaction. */
final class DeliveryRepository {

    private static final String SELECT = """
            select d.*, n.topic, n.subject
            from notification_deliveries d join notifications n on n.id = d.notification_id
            """;

    /** Of each channel and priority as many as there is room for in all, by the index of what is open. */
    private static final String DUE = """
            with due as (
              select d.*
              from notification_channels c cross join generate_series(:low, :high) as p (priority) cross join lateral (
                select o.id, o.channel_id, o.priority, o.due_at from notification_deliveries o
                where o.channel_id = c.id and o.priority = p.priority and o.due_at <= :now
                  and o.state in ('waiting', 'sending')
                order by o.due_at limit :most) d
              where c.id <> all (cast(:busy as uuid[]))
              union all
              (select o.id, o.channel_id, o.priority, o.due_at from notification_deliveries o
               where o.channel_id is null and o.priority between :low and :high and o.due_at <= :now
                 and o.state in ('waiting', 'sending')
               order by o.priority desc, o.due_at limit :most))
            select id, channel_id from due order by priority desc, due_at
            """;

    private static final String PACES = """
            select p.channel_id, p.free_at, cast(c.settings ->> 'per_minute' as int) as per_minute
            from notification_paces p join notification_channels c on c.id = p.channel_id
            where c.settings ->> 'per_minute' is not null
            order by p.channel_id for update of p""";

    private static final String LOCK = """
            select id from notification_deliveries
            where id = any (cast(:ids as uuid[])) and state in ('waiting', 'sending') and due_at <= :now
            for update skip locked
            """;

    private static final String NEXT = """
            select priority, min(greatest(due_at, free_at)) as at
            from (
              select p.priority, d.due_at,
                case when p.priority < :urgent and c.settings ->> 'per_minute' is not null then f.free_at end as free_at
              from notification_channels c left join notification_paces f on f.channel_id = c.id
                cross join generate_series(:low, :high) as p (priority) cross join lateral (
                  select o.due_at from notification_deliveries o
                  where o.channel_id = c.id and o.priority = p.priority and o.state in ('waiting', 'sending')
                  order by o.due_at limit 1) d
              where c.id <> all (cast(:full as uuid[]))
              union all
              select o.priority, min(o.due_at), null from notification_deliveries o
              where o.channel_id is null and o.priority between :low and :high and o.state in ('waiting', 'sending')
              group by o.priority) open
            group by priority
            """;

    private static final String LOSE = """
            insert into notification_attempts (delivery_id, attempt, began_at, outcome, reason, may_have_arrived)
            select id, attempts, began_at, 'lost', 'the process that sent it was gone before it said how that ended', true
            from notification_deliveries where id = any (cast(:ids as uuid[])) and state = 'sending'
            """;

    private static final String CLAIM = """
            update notification_deliveries d
            set state = 'sending', attempts = d.attempts + 1, tries = d.tries + 1, began_at = :now, due_at = :until
            from notifications n
            where d.id = any (cast(:ids as uuid[])) and n.id = d.notification_id
            returning d.id, d.notification_id, d.channel_id, d.channel_name, d.recipient, d.user_id, d.attempts, d.tries, d.priority,
              n.topic, n.severity, n.language, n.subject, n.text, n.html, n.short_text, n.created_at
            """;

    private final JdbcClient jdbc;

    DeliveryRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds a delivery for each target that there is none for yet; how many. */
    int insert(UUID notification, int priority, List<UUID> ids, List<Target> targets, Instant now) {
        return jdbc.sql("""
                        insert into notification_deliveries (id, notification_id, channel_id, channel_name, kind, recipient,
                          user_id, priority, state, due_at, created_at)
                        select t.id, :notification, t.channel, t.name, t.kind, t.recipient, t.person, :priority, 'waiting',
                          coalesce(t.earliest, cast(:now as timestamptz)), :now
                        from unnest(cast(:ids as uuid[]), cast(:channels as uuid[]), cast(:names as text[]),
                          cast(:kinds as text[]), cast(:recipients as text[]), cast(:people as uuid[]), cast(:earliest as timestamptz[]))
                          as t (id, channel, name, kind, recipient, person, earliest)
                        on conflict do nothing
                        """)
                .param("notification", notification)
                .param("priority", priority)
                .param("now", Timestamp.from(now))
                .param("ids", ids.toArray(UUID[]::new))
                .param("channels", targets.stream().map(Target::channelId).toArray(UUID[]::new))
                .param("names", targets.stream().map(Target::channelName).toArray(String[]::new))
                .param("kinds", targets.stream().map(Target::kind).toArray(String[]::new))
                .param("recipients", targets.stream().map(Target::recipient).toArray(String[]::new))
                .param("people", targets.stream().map(Target::userId).toArray(UUID[]::new))
                .param(
                        "earliest",
                        targets.stream()
                                .map(target -> target.notBefore() == null
                                        ? null
                                        : target.notBefore().toString())
                                .toArray(String[]::new))
                .update();
    }

    Optional<Delivery> find(UUID id) {
        return jdbc.sql(SELECT + " where d.id = ?")
                .param(id)
                .query((row, n) -> delivery(row))
                .optional();
    }

    /** The delivery, which nobody else can change until the transaction ends. */
    Optional<Delivery> hold(UUID id) {
        return jdbc.sql(SELECT + " where d.id = ? for update of d")
                .param(id)
                .query((row, n) -> delivery(row))
                .optional();
    }

    List<Delivery> list(DeliveryFilter filter, @Nullable UUID before, int most) {
        return jdbc.sql(SELECT + """
                         where (cast(:before as uuid) is null or d.id < :before)
                           and (cast(:state as text) is null or d.state = :state)
                           and (cast(:channel as uuid) is null or d.channel_id = :channel)
                           and (cast(:notification as uuid) is null or d.notification_id = :notification)
                         order by d.id desc limit :most
                        """)
                .param("before", before, Types.OTHER)
                .param("state", filter.state() == null ? null : filter.state().text())
                .param("channel", filter.channelId(), Types.OTHER)
                .param("notification", filter.notificationId(), Types.OTHER)
                .param("most", most)
                .query((row, n) -> delivery(row))
                .list();
    }

    List<Attempt> attempts(UUID delivery) {
        return jdbc.sql("select * from notification_attempts where delivery_id = ? order by attempt")
                .param(delivery)
                .query((row, n) -> attempt(row))
                .list();
    }

    /** Makes a dead delivery wait for its next attempt, with as many tries as a new one. */
    void revive(UUID id, Instant now) {
        jdbc.sql("""
                        update notification_deliveries
                        set state = 'waiting', tries = 0, due_at = ?, reason = null, ended_at = null where id = ?
                        """).params(Timestamp.from(now), id).update();
    }

    /** Workers for what is taken. */
    interface Room {

        /** How many there are now; as many are looked for. */
        int most();

        /** Takes one for a message of that channel; false if there is none for it. */
        boolean take(@Nullable UUID channel);
    }

    /**
     * Takes due deliveries of a lane, the most urgent first. Those that another process took and said nothing more about are
     * noted as lost and taken, too. A channel that takes only so many a minute gives no more than that, save to what is
     * critical.
     */
    Claims claim(Lane lane, Room room, Instant now, Instant until) {
        var paces = paces(lane, now);
        var busy = lane == Lane.CRITICAL ? new UUID[0] : busy(paces);
        var due = jdbc.sql(DUE)
                .param("low", lane.lowest())
                .param("high", lane.highest())
                .param("now", Timestamp.from(now))
                .param("busy", busy)
                .param("most", Math.max(0, room.most()))
                .query((row, n) -> new Due(
                        row.getObject("id", UUID.class), Optional.ofNullable(row.getObject("channel_id", UUID.class))))
                .list();
        var full = new HashSet<Optional<UUID>>();
        var ids = new ArrayList<UUID>();
        var paced = new HashSet<UUID>();
        for (var one : due) {
            var pace = one.channel().map(paces::get).orElse(null);
            if (full.contains(one.channel()) || (pace != null && !pace.hasRoom(lane == Lane.CRITICAL))) {
                continue;
            }
            if (!room.take(one.channel().orElse(null))) {
                full.add(one.channel());
                continue;
            }
            ids.add(one.id());
            if (pace != null) {
                pace.take();
                one.channel().ifPresent(paced::add);
            }
        }
        paced.forEach(channel -> note(channel, Objects.requireNonNull(paces.get(channel))));
        var taken = take(ids, now, until);
        // Without any worker left it is no matter which channel waits: the tenant waits.
        boolean none = room.most() <= 0;
        var next = next(lane.lowest(), lane.highest(), none ? Set.of() : full);
        return new Claims(taken, !full.isEmpty(), Optional.ofNullable(next.get(lane)));
    }

    private List<Claimed> take(List<UUID> ids, Instant now, Instant until) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var locked = jdbc.sql(LOCK)
                .param("ids", ids.toArray(UUID[]::new))
                .param("now", Timestamp.from(now))
                .query(UUID.class)
                .list()
                .toArray(UUID[]::new);
        if (locked.length == 0) {
            return List.of();
        }
        jdbc.sql(LOSE).param("ids", locked).update();
        return jdbc.sql(CLAIM)
                .param("ids", locked)
                .param("now", Timestamp.from(now))
                .param("until", Timestamp.from(until))
                .query((row, n) -> claimed(row, now))
                .list();
    }

    private record Due(UUID id, Optional<UUID> channel) {}

    /**
     * The paces of the channels that have one, which no other process changes until the transaction ends. All are locked before
     * any delivery, in one order, so that nobody waits in a circle; what is critical waits for none.
     */
    private Map<UUID, Pace> paces(Lane lane, Instant now) {
        jdbc.sql("""
                        insert into notification_paces (channel_id, free_at)
                        select c.id, ? from notification_channels c
                        where c.settings ->> 'per_minute' is not null
                          and not exists (select from notification_paces p where p.channel_id = c.id)
                        order by c.id for key share of c skip locked
                        on conflict do nothing
                        """).param(Timestamp.from(now)).update();
        var paces = new HashMap<UUID, Pace>();
        jdbc.sql(PACES + (lane == Lane.CRITICAL ? " skip locked" : "")).query(row -> {
            var freeAt = row.getTimestamp("free_at").toInstant();
            paces.put(row.getObject("channel_id", UUID.class), new Pace(row.getInt("per_minute"), freeAt, now));
        });
        return paces;
    }

    private static UUID[] busy(Map<UUID, Pace> paces) {
        return paces.entrySet().stream()
                .filter(entry -> !entry.getValue().hasRoom(false))
                .map(Map.Entry::getKey)
                .toArray(UUID[]::new);
    }

    private void note(UUID channel, Pace pace) {
        jdbc.sql("update notification_paces set free_at = ? where channel_id = ?")
                .params(Timestamp.from(pace.freeAt()), channel)
                .update();
    }

    /** When there may be something to take next, for each lane in which something is open. */
    Map<Lane, Instant> nextDue() {
        return next(Lane.OTHERS.lowest(), Lane.CRITICAL.highest(), Set.of());
    }

    /** What waits for the pace of its channel is next when that is free. */
    private Map<Lane, Instant> next(int low, int high, Set<Optional<UUID>> full) {
        var next = new EnumMap<Lane, Instant>(Lane.class);
        jdbc.sql(NEXT)
                .param("low", low)
                .param("high", high)
                .param("urgent", Lane.CRITICAL.lowest())
                .param("full", full.stream().flatMap(Optional::stream).toArray(UUID[]::new))
                .query(row -> {
                    next.merge(
                            Lane.of(row.getInt("priority")),
                            row.getTimestamp("at").toInstant(),
                            (one, other) -> one.isBefore(other) ? one : other);
                });
        return next;
    }

    /** Notes how an attempt ended; false if the delivery has gone on without it. */
    boolean finish(Claimed claimed, Attempt attempt, DeliveryState state, @Nullable Instant nextAt, Instant now) {
        int found = jdbc.sql("""
                        update notification_deliveries
                        set state = :state, reason = :reason, due_at = coalesce(cast(:next as timestamptz), due_at),
                          ended_at = case when :ended then cast(:now as timestamptz) end
                        where id = :id and attempts = :attempt and state = 'sending'
                        """)
                .param("state", state.text())
                .param("reason", attempt.reason())
                .param("next", nextAt == null ? null : Timestamp.from(nextAt))
                .param("ended", state != DeliveryState.WAITING)
                .param("now", Timestamp.from(now))
                .param("id", claimed.id())
                .param("attempt", claimed.attempt())
                .update();
        if (found == 0) {
            return false;
        }
        jdbc.sql("""
                        insert into notification_attempts (delivery_id, attempt, began_at, ended_at, outcome, reason,
                          may_have_arrived, reference, status, answer, answer_bytes)
                        values (:id, :attempt, :began, :ended, :outcome, :reason, :arrived, :reference, :status, :answer, :bytes)
                        """)
                .param("id", claimed.id())
                .param("attempt", attempt.attempt())
                .param("began", Timestamp.from(attempt.beganAt()))
                .param("ended", Timestamp.from(now))
                .param("outcome", attempt.outcome())
                .param("reason", attempt.reason())
                .param("arrived", attempt.mayHaveArrived())
                .param("reference", attempt.reference())
                .param("status", attempt.status(), Types.INTEGER)
                .param("answer", attempt.answer())
                .param("bytes", attempt.answerBytes(), Types.BIGINT)
                .update();
        return true;
    }

    private static Claimed claimed(ResultSet row, Instant now) throws SQLException {
        var message = new Message(
                row.getObject("id", UUID.class),
                row.getString("topic"),
                row.getString("recipient"),
                row.getString("language"),
                Severity.find(row.getString("severity")).orElseThrow(),
                row.getString("subject"),
                row.getString("text"),
                row.getString("html"),
                row.getString("short_text"),
                row.getTimestamp("created_at").toInstant());
        return new Claimed(
                row.getObject("notification_id", UUID.class),
                row.getObject("channel_id", UUID.class),
                row.getString("channel_name"),
                row.getObject("user_id", UUID.class),
                row.getInt("attempts"),
                row.getInt("tries"),
                now,
                message);
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        var state = DeliveryState.find(row.getString("state")).orElseThrow();
        return new Delivery(
                row.getObject("id", UUID.class),
                row.getObject("notification_id", UUID.class),
                row.getString("topic"),
                row.getString("subject"),
                row.getObject("channel_id", UUID.class),
                row.getString("channel_name"),
                row.getString("kind"),
                row.getString("recipient"),
                row.getObject("user_id", UUID.class),
                state,
                row.getInt("attempts"),
                state == DeliveryState.WAITING ? instant(row, "due_at") : null,
                row.getString("reason"),
                row.getTimestamp("created_at").toInstant(),
                instant(row, "ended_at"));
    }

    private static Attempt attempt(ResultSet row) throws SQLException {
        return new Attempt(
                row.getInt("attempt"),
                row.getTimestamp("began_at").toInstant(),
                instant(row, "ended_at"),
                row.getString("outcome"),
                row.getString("reason"),
                row.getBoolean("may_have_arrived"),
                row.getString("reference"),
                row.getObject("status", Integer.class),
                row.getString("answer"),
                row.getObject("answer_bytes", Long.class));
    }
}
