package io.foodflow.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.security.AtSites;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.server.isolation.ContractDocument.Operation;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.Api.Answer;
import io.foodflow.testkit.TestPlatform;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The matrix of sites. A company has two plants that share one lot, made at the one and brought to the other. Each operation of the OpenAPI document that asks for a
 * permission is called by somebody who holds all permissions of an administrator, but at one plant only, with everything of
 * the other plant in each place that takes an id or a name. The operation either refuses such a caller, whatever is asked, or
 * answers as if there were nothing of the other plant. An operation that says nothing of sites must refuse.
 */
class SitesMatrixTest {

    private static final String OWN = "https://id.gs1.org/414/4012345000016";
    private static final String OTHER = "https://id.gs1.org/414/4012345000023";
    private static final String OTHERS_MARK = "bolle";
    private static final String SHARED = "urn:epc:class:lgtin:4012345.044444.both";
    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);
    private static final Pattern PLACE = Pattern.compile("\\{[a-z_]+}");

    private static TestPlatform platform;
    private static Tenant tenant;
    private static Api everywhere;
    private static Api plant;
    private static Set<String> permissions;
    private static List<Operation> operations;
    /** By table and column what is of the other plant. */
    private static Map<String, List<String>> others;

    @BeforeAll
    static void furnish() {
        platform = TestPlatform.start(
                "foodflow.limits.anonymous.per-minute=1000000",
                "foodflow.limits.anonymous.per-hour=1000000",
                "logging.level.root=ERROR");
        tenant = platform.newTenant();
        var permissionsOfAdministrator = new TreeSet<String>();
        for (var role :
                platform.as(tenant, "role:read").get("/roles?limit=100").json().path("items")) {
            if (role.path("name").asString().equals("tenant_admin")) {
                role.path("permissions").forEach(permission -> permissionsOfAdministrator.add(permission.asString()));
            }
        }
        permissions = permissionsOfAdministrator;
        everywhere = platform.as(tenant, permissions.toArray(String[]::new));
        plant = platform.atSites(tenant, Set.of(OWN), permissions.toArray(String[]::new));
        furnish(OWN, "aaren", 1);
        furnish(OTHER, OTHERS_MARK, 2);
        share();
        operations = new ContractDocument(
                        platform.anonymous().get("/openapi.json").json())
                .operations().stream()
                        .filter(operation -> operation.permission().isPresent())
                        .toList();
        others = new TreeMap<>(Map.of(
                "nodes.id", ids("select id from nodes where key like '%bolle%' or key = '" + OTHER + "'"),
                "nodes.key", ids("select key from nodes where key like '%bolle%' or key = '" + OTHER + "'"),
                "nodes.lot_code", ids("select lot_code from nodes where lot_code like '%bolle%'"),
                "relationships.id",
                        ids(
                                "select r.id from relationships r join nodes f on f.no = r.from_no where f.key like '%bolle%'"),
                "events.id", ids("select id from events where raw like '%bolle%'"),
                "events.event_id", ids("select event_id from events where event_id like '%bolle%'"),
                "captures.id", ids("select id from captures where file_name = 'bolle'"),
                "captures.job_id", ids("select job_id from captures where file_name = 'bolle'")));
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    /** A lot comes to a place, another is made of it, and leaves; each name holds the mark. */
    private static void furnish(String place, String mark, int day) {
        record(place, mark, 3, """
                  {"type":"ObjectEvent","eventTime":"2026-01-0%3$dT08:00:00Z","eventTimeZoneOffset":"+01:00","action":"ADD",
                   "eventID":"urn:example:event:%1$s","bizStep":"commissioning","disposition":"recalled",
                   "bizLocation":{"id":"%2$s"},
                   "quantityList":[{"epcClass":"urn:epc:class:lgtin:4012345.02222%3$d.in-%1$s","quantity":7%3$d7,"uom":"KGM"}],
                   "bizTransactionList":[{"type":"po","bizTransaction":"urn:example:po:%1$s"}]},
                  {"type":"TransformationEvent","eventTime":"2026-01-0%3$dT10:00:00Z","eventTimeZoneOffset":"+01:00",
                   "bizLocation":{"id":"%2$s"},
                   "inputQuantityList":[{"epcClass":"urn:epc:class:lgtin:4012345.02222%3$d.in-%1$s","quantity":7,"uom":"KGM"}],
                   "outputQuantityList":[{"epcClass":"urn:epc:class:lgtin:4012345.03333%3$d.out-%1$s","quantity":7,"uom":"KGM"}]},
                  {"type":"ObjectEvent","eventTime":"2026-01-0%3$dT12:00:00Z","eventTimeZoneOffset":"+01:00","action":"OBSERVE",
                   "bizStep":"shipping","readPoint":{"id":"%2$s"},
                   "quantityList":[{"epcClass":"urn:epc:class:lgtin:4012345.03333%3$d.out-%1$s","quantity":7,"uom":"KGM"}],
                   "destinationList":[{"type":"owning_party","destination":"urn:example:party:%1$s"}]}""".formatted(mark, place, day));
    }

    /** The other plant makes a lot of its own one, much of it, and the plant gets some. */
    private static void share() {
        record(OTHER, OTHERS_MARK, 2, """
                  {"type":"TransformationEvent","eventTime":"2026-01-03T10:00:00Z","eventTimeZoneOffset":"+01:00",
                   "eventID":"urn:example:event:share-%1$s","bizLocation":{"id":"%2$s"},
                   "inputQuantityList":[{"epcClass":"urn:epc:class:lgtin:4012345.022222.in-%1$s","quantity":7,"uom":"KGM"}],
                   "outputQuantityList":[{"epcClass":"%3$s","quantity":727,"uom":"KGM"}]},
                  {"type":"ObjectEvent","eventTime":"2026-01-03T12:00:00Z","eventTimeZoneOffset":"+01:00","action":"OBSERVE",
                   "bizStep":"shipping","bizLocation":{"id":"%2$s"},
                   "quantityList":[{"epcClass":"%3$s","quantity":727,"uom":"KGM"}],
                   "destinationList":[{"type":"owning_party","destination":"urn:example:party:%1$s"}]}""".formatted(OTHERS_MARK, OTHER, SHARED));
        record(OWN, "aaren", 1, """
                  {"type":"ObjectEvent","eventTime":"2026-01-04T08:00:00Z","eventTimeZoneOffset":"+01:00","action":"OBSERVE",
                   "bizStep":"receiving","bizLocation":{"id":"%s"},
                   "quantityList":[{"epcClass":"%s","quantity":5,"uom":"KGM"}]}""".formatted(OWN, SHARED));
    }

    private static void record(String place, String mark, int count, String events) {
        var document = """
                {"@context":"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld","type":"EPCISDocument",
                 "schemaVersion":"2.0","creationDate":"2026-01-10T00:00:00Z","epcisBody":{"eventList":[%s]}}""".formatted(events);
        var sender = platform.atSites(tenant, Set.of(place), permissions.toArray(String[]::new));
        var taken = sender.send(
                "POST", "/capture?file_name=" + mark, document.getBytes(StandardCharsets.UTF_8), "application/ld+json");
        assertThat(taken.status()).as(taken.toString()).isEqualTo(202);
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (everywhere.get(taken.header("Location")).json().path("running").asBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        assertThat(everywhere
                        .get(taken.header("Location"))
                        .json()
                        .at("/counts/accepted")
                        .asInt())
                .isEqualTo(count);
    }

    @Test
    void knowsWhatIsOfTheOtherPlant() {
        assertThat(others)
                .allSatisfy((column, values) -> assertThat(values).as(column).isNotEmpty());
        assertThat(operations).hasSizeGreaterThan(60);
    }

    @Test
    void declaresForEachOperationHowItTreatsSites() {
        assertThat(operations)
                .allSatisfy(operation -> assertThat(operation.atSites())
                        .as(operation.name())
                        .isIn(AtSites.REFUSED.word(), AtSites.NARROWED.word(), AtSites.OF_NO_SITE.word()));
        assertThat(named(AtSites.OF_NO_SITE))
                .as("each of these was looked at: it tells and changes nothing of a site")
                .containsExactlyInAnyOrder(
                        "GET /roles",
                        "GET /roles/{id}",
                        "GET /permissions",
                        "GET /plans",
                        "GET /tenants/{id}",
                        "GET /tenants/{id}/features");
        assertThat(named(AtSites.NARROWED))
                .as("each of these is narrowed by SQL of its own, shown below and in SitesTest")
                .containsExactlyInAnyOrder(
                        "GET /graph/nodes",
                        "GET /graph/nodes/counts",
                        "GET /graph/nodes/{id}",
                        "GET /graph/relationships",
                        "GET /graph/relationships/{id}",
                        "GET /graph/traceability/forward",
                        "GET /graph/traceability/backward",
                        "GET /capture",
                        "GET /capture/{id}",
                        "GET /capture/{id}/events",
                        "GET /events/{id}",
                        "POST /capture",
                        "POST /events");
    }

    @Test
    @Timeout(300)
    void refusesOrAnswersAsIfThereWereNoOtherPlant() {
        var before = digest();
        var leaks = new ArrayList<String>();
        int cells = 0;
        for (var operation : operations) {
            if (!permissions.contains(operation.permission().orElseThrow())) {
                continue; // of the platform itself: no role of a company has it
            }
            boolean refused = operation.atSites().equals(AtSites.REFUSED.word());
            if (!refused && !operation.method().equals("GET")) {
                continue; // what is recorded: below
            }
            for (var place : places(operation)) {
                for (var values : others.entrySet()) {
                    for (var value : values.getValue()) {
                        if (value.contains("/") && operation.path().contains("{" + place + "}")) {
                            continue; // the server takes no slash in a path, whoever asks
                        }
                        cells++;
                        var cell = "%s, %s = %s (%s)".formatted(operation.name(), place, values.getKey(), value);
                        var answer = call(operation, place, value);
                        if (refused) {
                            if (answer.status() != 403 || !answer.body().contains("/outside-your-sites")) {
                                leaks.add(cell + " was not refused: " + answer);
                            }
                        } else {
                            var nothing = unknown(value);
                            var expected = plain(call(operation, place, nothing), nothing);
                            if (!plain(answer, value).equals(expected)) {
                                leaks.add("%s\n  instead of %s\n  answered   %s"
                                        .formatted(cell, expected, plain(answer, value)));
                            }
                            if (tells(answer.body(), value)) {
                                leaks.add(cell + " told " + answer.body());
                            }
                        }
                    }
                }
            }
        }
        System.out.printf("sites matrix: %d operations, %d cells, %d leaks%n", operations.size(), cells, leaks.size());
        assertThat(leaks).isEmpty();
        assertThat(cells).isGreaterThan(500);
        assertThat(digest()).isEqualTo(before);
    }

    @Test
    void answersWhatIsOfItsOwnPlant() {
        var node = ids("select id from nodes where lot_code = 'in-aaren'").getFirst();
        for (var path : List.of(
                "/graph/nodes?q=in-aaren",
                "/graph/nodes/" + node,
                "/graph/relationships?node_id=" + node,
                "/graph/traceability/forward?lot=in-aaren",
                "/graph/traceability/backward?lot=out-aaren",
                "/capture",
                "/capture/"
                        + ids("select id from captures where file_name = 'aaren'")
                                .getFirst(),
                "/events/"
                        + ids("select id from events where raw like '%aaren%'").getFirst())) {
            var answer = plant.get(path);
            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.body()).as(path).contains(path.contains("relationships") ? node : "aaren");
            assertThat(tells(answer.body(), "")).as(path).isFalse();
        }
        assertThat(plant.get("/graph/nodes/counts").body())
                .isNotEqualTo(everywhere.get("/graph/nodes/counts").body());
    }

    @Test
    void answersOfASharedLotWhatHappenedAtItsOwnPlant() {
        var node = ids("select id from nodes where lot_code = 'both'").getFirst();
        for (var path : List.of(
                "/graph/nodes?q=both",
                "/graph/nodes/" + node,
                "/graph/relationships?node_id=" + node,
                "/graph/traceability/backward?lot=both",
                "/graph/traceability/forward?lot=both")) {
            var answer = plant.get(path);
            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.body()).as(path).contains(node);
            assertThat(tells(answer.body(), "")).as(path + answer).isFalse();
            assertThat(tells(everywhere.get(path).body(), ""))
                    .as("the control: " + path)
                    .isTrue();
        }
        var outside = plant.get("/graph/traceability/backward?lot=both").json().path("outside");
        assertThat(outside.findValuesAsString("node")).containsExactly(node);
    }

    /** The same questions, asked by somebody who sees all, are answered: the places matter. */
    @Test
    void tellsTheOtherPlantToWhoSeesAll() {
        var told = new TreeSet<String>();
        for (var operation : operations) {
            if (operation.atSites().equals(AtSites.NARROWED.word())
                    && operation.method().equals("GET")) {
                for (var place : places(operation)) {
                    others.values()
                            .forEach(values -> values.forEach(value -> {
                                var answer = call(everywhere, operation, place, value);
                                if (answer.status() == 200 && tells(answer.body(), value)) {
                                    told.add(operation.name());
                                }
                            }));
                }
            }
        }
        assertThat(told)
                .containsAll(named(AtSites.NARROWED).stream()
                        .filter(name -> name.startsWith("GET") && !name.endsWith("/counts"))
                        .toList());
    }

    @Test
    void recordsNothingOfTheOtherPlant() {
        var before = digest();
        for (var field : List.of("bizLocation", "readPoint")) {
            for (var path : List.of("/events", "/capture")) {
                var event = """
                        {"@context":"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld","type":"EPCISDocument",
                         "schemaVersion":"2.0","creationDate":"2026-01-10T00:00:00Z","epcisBody":{"eventList":[
                          {"type":"ObjectEvent","eventTime":"2026-03-01T08:00:00Z","eventTimeZoneOffset":"+01:00","action":"OBSERVE",
                           "%s":{"id":"%s"},"quantityList":[{"epcClass":"urn:epc:class:lgtin:4012345.022221.in-aaren"}]}]}}""".formatted(field, OTHER);
                var answer = plant.send("POST", path, event.getBytes(StandardCharsets.UTF_8), "application/ld+json");
                assertThat(answer.status()).isEqualTo(403);
                assertThat(answer.json().path("errors").findValuesAsString("field"))
                        .containsExactly("events[0]." + field);
            }
        }
        assertThat(digest()).isEqualTo(before);
    }

    private static List<String> named(AtSites treatment) {
        return operations.stream()
                .filter(operation -> operation.atSites().equals(treatment.word()))
                .map(Operation::name)
                .toList();
    }

    // ---- places and calls

    /** None, and each parameter in path or query that takes a text or an id. */
    private static List<String> places(Operation operation) {
        var places = new ArrayList<String>();
        if (operation.in("path").isEmpty()) {
            places.add("");
        }
        for (var parameter : operation.parameters()) {
            if (List.of("string", "uuid").contains(parameter.form())
                    && List.of("path", "query").contains(parameter.in())
                    && !parameter.name().equals("cursor")) {
                places.add(parameter.name());
            }
        }
        return places;
    }

    private static Answer call(Operation operation, String place, String value) {
        return call(plant, operation, place, value);
    }

    private static Answer call(Api api, Operation operation, String place, String value) {
        boolean inPath = operation.path().contains("{" + place + "}");
        var path = operation.path().replace("{" + place + "}", encoded(value));
        path = PLACE.matcher(path).replaceAll(match -> UUID.randomUUID().toString());
        if (!inPath && !place.isEmpty()) {
            path += "?" + place + "=" + encoded(value);
        } else if (path.contains("/traceability/")) {
            path += "?lot=" + encoded(value);
        }
        var body = Requests.BODIES.getOrDefault(operation.name(), "{}").replace("#", "1");
        var text = operation.consumes().isPresent() ? body.getBytes(StandardCharsets.UTF_8) : new byte[0];
        return api.with("If-Match", "*")
                .send(operation.method(), path, text, operation.consumes().orElse(null));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A value of the same form that nothing has. */
    private static String unknown(String value) {
        return ID.matcher(value).matches()
                ? UUID.nameUUIDFromBytes(value.getBytes(StandardCharsets.UTF_8)).toString()
                : value.replace(OTHERS_MARK, "nirga").replace("4012345000023", "4012345009996");
    }

    private static String plain(Answer answer, String value) {
        var body = answer.body()
                .replace(value, "·")
                .replace(encoded(value), "·")
                .replace(OTHERS_MARK, "·")
                .replace("nirga", "·")
                .replaceAll("\"(trace_id|elapsed_ms|instance)\":[^,}]*", "~");
        return "%d %s".formatted(answer.status(), body);
    }

    private static boolean tells(String body, String said) {
        return (body.contains(OTHERS_MARK) && !said.contains(OTHERS_MARK))
                || (body.contains("4012345000023") && !said.contains("4012345000023"))
                || body.contains("\"quantity\":727")
                || others.get("nodes.id").stream().anyMatch(id -> body.contains(id) && !id.equals(said));
    }

    // ---- the tables

    private static List<String> ids(String sql) {
        return rows("set search_path to " + tenant.schema(), sql);
    }

    private static String digest() {
        var digests = new TreeMap<String, String>();
        for (var table : List.of(
                "nodes", "relationships", "events", "captures", "node_places", "users", "roles", "user_roles")) {
            digests.put(
                    table,
                    ids("select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from %s t"
                                    .formatted(table))
                            .getFirst());
        }
        return digests.toString();
    }

    private static List<String> rows(String first, String sql) {
        var database = platform.database();
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var statement = connection.createStatement()) {
            statement.execute(first);
            var rows = new ArrayList<String>();
            try (var result = statement.executeQuery(sql)) {
                while (result.next()) {
                    rows.add(result.getString(1));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
