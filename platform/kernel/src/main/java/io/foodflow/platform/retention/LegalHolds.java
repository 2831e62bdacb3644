package io.foodflow.platform.retention;

import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Asks whether something of the current tenant is under a legal hold, before it is deleted or erased. Each method runs in the
 * caller's transaction and keeps holds from being placed until that ends, so that none comes between the question and the deed.
 * Where it is not known whether a hold reaches something, it does. Thread-safe as its client is.
 */
public final class LegalHolds {

    private static final int MOST_NAMED = 10;

    private static final String ACTIVE = "select h.id, h.name from legal_holds h where h.released_at is null ";

    private static final String SPAN =
            " and (h.from_time is null or e.time >= h.from_time) and (h.to_time is null or e.time < h.to_time)";

    /** A thing is of a time, and of a person, if an entry about it is. */
    private static final String ON_THINGS = ACTIVE + """
        and (h.resource_type is null or h.resource_type = :type)
         and (h.resource_id is null or h.resource_id = any (:ids))
         and ((h.person is null and h.from_time is null and h.to_time is null)
              or exists (select from audit_entries e
                         where e.resource_type = :type and e.resource_id = any (:ids)
                           and (h.resource_id is null or h.resource_id = e.resource_id)
                           and (h.person is null or h.person = e.actor_id or h.person::text = e.resource_id)%s))
         order by h.id limit :most""".formatted(SPAN);

    private static final String ON_PERSON = ACTIVE + """
        and (h.person is null or h.person = :person)
         and ((h.resource_type is null and h.from_time is null and h.to_time is null)
              or exists (select from audit_entries e
                         where (e.actor_id = :person or e.resource_id = cast(:person as text))
                           and (h.resource_type is null or h.resource_type = e.resource_type)
                           and (h.resource_id is null or h.resource_id = e.resource_id)%s))
         order by h.id limit :most""".formatted(SPAN);

    private final JdbcClient jdbc;

    /** @param jdbc works on the connection of the transaction that asks */
    public LegalHolds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Named(UUID id, String name) {}

    /**
     * Refuses to delete a thing that is under a hold.
     *
     * @throws ProblemException 409, which names the holds
     */
    public void requireDeletable(String resourceType, String resourceId) {
        requireDeletable(resourceType, List.of(resourceId));
    }

    /**
     * Refuses to delete things of one kind, as those that go with another, while any of them is under a hold.
     *
     * @throws ProblemException 409, which names the holds
     */
    public void requireDeletable(String resourceType, Collection<String> resourceIds) {
        if (!resourceIds.isEmpty()) {
            require(jdbc.sql(ON_THINGS).param("type", resourceType).param("ids", resourceIds.toArray(String[]::new)));
        }
    }

    /**
     * Refuses to erase what is known of a person while any of it is under a hold.
     *
     * @throws ProblemException 409, which names the holds
     */
    public void requireErasable(UUID person) {
        require(jdbc.sql(ON_PERSON).param("person", person));
    }

    /**
     * Refuses while there is any hold.
     *
     * @throws ProblemException 409, which names the holds
     */
    public void requireNone() {
        require(jdbc.sql(ACTIVE + " order by h.id limit :most"));
    }

    /** Whether there is any hold. */
    public boolean isAny() {
        keepAsTheyAre();
        return jdbc.sql("select exists (" + ACTIVE + ")").query(Boolean.class).single();
    }

    /**
     * Waits until nobody deletes or erases anything, and keeps others waiting: to be called before a hold is placed or released.
     */
    public void takeTurns() {
        lock("pg_advisory_xact_lock");
    }

    /** Keeps holds from being placed or released until the transaction ends, for who drops what none forbids. */
    public void keepAsTheyAre() {
        lock("pg_advisory_xact_lock_shared");
    }

    private void require(JdbcClient.StatementSpec question) {
        keepAsTheyAre();
        var holds = question.param("most", MOST_NAMED)
                .query((row, n) -> new Named(row.getObject("id", UUID.class), row.getString("name")))
                .list();
        if (!holds.isEmpty()) {
            throw new ProblemException(problem(holds));
        }
    }

    private void lock(String function) {
        jdbc.sql("select %s(hashtextextended('legal holds of ' || current_schema(), 0))".formatted(function))
                .query((row, n) -> true)
                .list();
    }

    private static Problem problem(List<Named> holds) {
        return Problems.conflict(
                        "legal-hold",
                        "Under legal hold",
                        "this is under the legal hold '%s' and stays until that is released; ask whoever placed it"
                                .formatted(holds.getFirst().name()))
                .with(
                        "holds",
                        holds.stream()
                                .map(hold -> Map.of("id", hold.id(), "name", hold.name()))
                                .toList());
    }
}
