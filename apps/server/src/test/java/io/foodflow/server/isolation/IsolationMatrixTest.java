package io.foodflow.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.server.isolation.ContractDocument.Operation;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.Api.Answer;
import io.foodflow.testkit.TestPlatform;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The isolation matrix. Each operation of the OpenAPI document that needs a token is called as a user of each built-in
 * role of one company, with what belongs to two other companies in every place that takes an id or a name: path, query,
 * body and header. It has to be answered as if there were no such thing, must tell nothing of the others and must change
 * nothing of theirs. Where it is refused (403, 404) nothing is written but that: the audit of the caller's company counts
 * each refusal. That an own id in the same place is answered otherwise shows that the place matters.
 *
 * <p>The operations come from the document, so that a new one is in the matrix from its first day.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class IsolationMatrixTest {

    private static final List<String> NOBODIES = List.of("nirga", "nirgb");
    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);
    private static final Pattern VOLATILE = Pattern.compile(
            "\"(trace_id|created_at|updated_at|expires_at|ended_at|read_at|acknowledged_at|next_attempt_at|received_at|finished_at|changed_at|withdrawn_at|rotated_at|placed_at|released_at|revoked_at|token|url|key|link|network|name|ending|secret|client_secret|signing_secret|previous_secret_until|txt_record)\":\"[^\"]*\"");
    /** Not names of anything: what proves who somebody is, or is counted when it is wrong. */
    private static final Set<String> NO_NAMES = Set.of(
            "password",
            "code",
            "If-Match",
            "Accept-Language",
            "cursor",
            "@context",
            "type",
            "schemaVersion",
            "creationDate",
            "eventTime",
            "eventTimeZoneOffset",
            "action",
            "bizStep",
            "uom",
            "language");

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final AtomicInteger NUMBERS = new AtomicInteger(1_000_000);

    /** Values of others that an administrator names in each place, where not all are tried. */
    private static final int SOME = 3;

    /** What these make stays: nothing takes an event, or that a review was, away. */
    private static final Set<String> FOR_GOOD = Set.of("/events", "/access-reviews");

    /** What these make is ended rather than deleted. */
    private static final Map<String, String> ENDED_BY =
            Map.of("/audit/holds", "/release", "/auditor-links", "/revocation");

    /** What changes nothing is asked by so many at once. */
    private static final int READERS = 4;

    private static final AtomicInteger TURNS = new AtomicInteger();

    private static TestPlatform platform;
    private static ContractDocument contract;
    private static Company own;
    private static List<Company> others;
    private static Map<String, List<String>> ownIds;
    private static List<Operation> operations;

    /** By operation the ids of the caller's own company that it acts on. */
    private static final Map<String, List<String>> EFFECTIVE = new TreeMap<>();

    /** By operation and status how often it was refused. */
    private static final Map<String, Long> REFUSED = new TreeMap<>();

    private static final Set<String> TRACES_OF_REFUSED = new HashSet<>();

    private static final Set<String> UNSAID = new TreeSet<>();

    private static final Set<String> ANSWERED_WELL = new TreeSet<>();

    /**
     * Those that a wrong password, an installation without mail, payment provider or demo company, an identity provider
     * that is not there, a body that is no
     * picture, or a plan by agreement keeps from doing anything here.
     */
    private static final Set<String> REFUSED_HERE = Set.of(
            "POST /audit/signatures",
            "POST /auth/proof",
            "POST /auth/totp",
            "POST /auth/totp/confirm",
            "POST /auth/totp/disable",
            "POST /auth/verify-email/request",
            "POST /users/{id}/proof/confirm",
            "POST /tenants/{id}/sandbox/fill",
            "POST /tenants/{id}/onboarding/mail/test",
            "POST /identity-providers/{id}/trials",
            "PUT /tenants/{id}/logo",
            "PUT /tenants/{id}/subscription",
            "POST /tenants/{id}/subscription/checkout",
            "POST /tenants/{id}/subscription/portal");

    /**
     * Asks for a cookie of the browser that a request came from, beside the token; ProviderApiTest of the identity service
     * shows what it answers without, and to users of others.
     */
    private static final Set<String> BOUND_TO_A_BROWSER = Set.of("POST /oidc/{tenant}/requests/{id}/decision");

    /**
     * Act on names of domains and on sign-ins that an identity provider answered; IdentityProvidersApiTest of the identity
     * service shows what they answer to users of others.
     */
    private static final Set<String> NEEDS_A_PROVIDER = Set.of(
            "POST /identity-providers/{id}/domains/{domain}/verify",
            "DELETE /identity-providers/{id}/domains/{domain}/verify",
            "GET /identity-providers/{id}/trials/{trial}");

    /** Can be done once only, or not by who had the review made; ReviewsApiTest shows what they answer to users of others. */
    private static final Set<String> NEEDS_AN_OPEN_REVIEW =
            Set.of("POST /access-reviews/{id}/close", "PUT /access-reviews/{id}/items/{item}");

    /**
     * Search the caller's own trail, which has what the caller was refused under the very values that are asked for here;
     * AuditApiTest of the audit service shows what they answer to users of others.
     */
    private static final Set<String> SEARCHES_ITS_OWN_TRAIL =
            Set.of("GET /audit/entries", "GET /audit/trail/{tenant_id}/{resource_type}/{resource_id}");

    @BeforeAll
    static void furnish() {
        platform = TestPlatform.start(
                "foodflow.limits.anonymous.per-minute=1000000",
                "foodflow.limits.anonymous.per-hour=1000000",
                "foodflow.identity.passwords.bcrypt-strength=4",
                "foodflow.notification.inbox.stream-seconds=0",
                "logging.level.root=ERROR");
        contract =
                new ContractDocument(platform.anonymous().get("/openapi.json").json());
        own = new Company(platform, "aaren");
        others = List.of(new Company(platform, "bolle"), new Company(platform, "curry"));
        own.furnish();
        others.forEach(Company::furnish);
        ownIds = own.values("uuid", 3);
        var tenantsPermissions = own.permissionsOfRoles().get("tenant_admin");
        operations = contract.operations().stream()
                .filter(operation -> !operation.open())
                .filter(operation -> !BOUND_TO_A_BROWSER.contains(operation.name()))
                .filter(operation -> !SEARCHES_ITS_OWN_TRAIL.contains(operation.name()))
                .filter(operation -> !NEEDS_A_PROVIDER.contains(operation.name()))
                .filter(operation -> !NEEDS_AN_OPEN_REVIEW.contains(operation.name()))
                .filter(operation ->
                        operation.permission().map(tenantsPermissions::contains).orElse(true))
                .sorted(Comparator.comparingInt(IsolationMatrixTest::harm).thenComparing(Operation::name))
                .toList();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    /** What takes things away comes last, what lies deeper first. */
    private static int harm(Operation operation) {
        return switch (operation.method()) {
            case "GET" -> 0;
            case "DELETE" -> 100 - operation.path().length();
            default -> 1;
        };
    }

    @Test
    @Order(1)
    void knowsAGoodRequestOfEachOperation() {
        assertThat(operations).hasSizeGreaterThan(40);
        assertThat(operations)
                .filteredOn(operation -> operation.consumes().isPresent())
                .extracting(Operation::name)
                .allSatisfy(name ->
                        assertThat(Requests.BODIES).as("Requests.BODIES").containsKey(name));
    }

    @Test
    @Order(2)
    void answersOtherwiseForWhatIsItsOwn() {
        assertThat(deaf(operations.stream()
                        .filter(operation -> !operation.method().equals("DELETE"))
                        .toList()))
                .isEmpty();
    }

    @Test
    @Order(3)
    @Timeout(600)
    void answersForWhatIsOthersAsForWhatIsNot() throws Exception {
        compareAll(SOME);
    }

    @Test
    @Order(3)
    @Tag("long")
    @Timeout(3_600)
    void answersForEachValueOfOthersAsForWhatIsNot() throws Exception {
        compareAll(Integer.MAX_VALUE);
    }

    /** Compares every cell, with so many values of others at most in each place that names something. */
    private static void compareAll(int most) throws Exception {
        var before = others.stream().map(Company::digests).toList();
        var refusedBefore = own.refused();
        REFUSED.clear();
        TRACES_OF_REFUSED.clear();
        var leaks = new ArrayList<String>();
        var cells = new AtomicInteger();
        var places = new HashSet<String>();
        var foreign = foreignValues();
        var roles = own.permissionsOfRoles().keySet();
        try (var readers = Executors.newFixedThreadPool(READERS)) {
            for (var operation : operations) {
                var compared = new ArrayList<Future<Optional<String>>>();
                for (var place : places(operation)) {
                    places.add(operation.name() + " " + place);
                    for (var role : roles) {
                        if (isOfTenants(operation) && role.equals("platform_admin")) {
                            continue; // who runs the platform acts on every tenant, by these very operations
                        }
                        var api = own.as(role);
                        for (var value : chosen(foreign, place, role, most)) {
                            cells.incrementAndGet();
                            if (operation.method().equals("GET")) {
                                compared.add(readers.submit(() -> compare(operation, place, api, value)));
                                continue;
                            }
                            compare(operation, place, api, value).ifPresent(leaks::add);
                            if (place.name().equals("Idempotency-Key")) {
                                own.forgetKeys(); // the first of the two calls may have left the second nothing to
                                // change
                            }
                        }
                    }
                }
                for (var cell : compared) {
                    cell.get().ifPresent(leaks::add);
                }
            }
        }
        System.out.printf(
                "isolation matrix: %d operations, %d places, %d roles, %d cells, %d leaks, %d refusals audited%n",
                operations.size(), places.size(), roles.size(), cells.get(), leaks.size(), TRACES_OF_REFUSED.size());
        assertThat(leaks).isEmpty();
        assertThat(cells.get()).isGreaterThan(4_000);
        for (int n = 0; n < others.size(); n++) {
            assertThat(others.get(n).digests()).isEqualTo(before.get(n));
        }
        var audited = own.refused();
        refusedBefore.forEach((what, times) ->
                audited.computeIfPresent(what, (same, all) -> all.equals(times) ? null : Long.valueOf(all - times)));
        assertThat(TRACES_OF_REFUSED).hasSizeGreaterThan(4_000);
        assertThat(audited).as("each refusal is audited").isEqualTo(REFUSED);
        assertThat(own.tracesOfChanges())
                .as("and nothing else is written where one is")
                .doesNotContainAnyElementsOf(TRACES_OF_REFUSED);
    }

    @Test
    @Order(4)
    void takesAwayWhatIsItsOwn() {
        assertThat(deaf(operations.stream()
                        .filter(operation -> operation.method().equals("DELETE"))
                        .toList()))
                .isEmpty();
    }

    @Test
    @Order(5)
    void answersAsItsDocumentSays() {
        assertThat(operations)
                .extracting(Operation::name)
                .filteredOn(name -> !REFUSED_HERE.contains(name))
                .allSatisfy(name -> assertThat(ANSWERED_WELL).contains(name));
        assertThat(UNSAID).isEmpty();
    }

    // ---- places and values

    /** Where a value goes: a parameter, or the member of the body at that pointer. */
    private record Place(String in, String name, boolean idsOnly) {

        @Override
        public String toString() {
            return in + " " + name;
        }
    }

    /** A value of another company, and one of the same form that nobody has. */
    private record Foreign(String column, String value, String unknown, boolean id) {}

    private static List<Place> places(Operation operation) {
        var places = new ArrayList<Place>();
        for (var parameter : operation.parameters()) {
            boolean text = parameter.form().equals("string");
            if ((text || parameter.form().equals("uuid")) && !NO_NAMES.contains(parameter.name())) {
                places.add(new Place(parameter.in(), parameter.name(), !text));
            }
        }
        if (operation.consumes().isPresent()) {
            pointers(body(operation), "", places);
        }
        if (!operation.method().equals("GET")) {
            places.add(new Place("header", "Idempotency-Key", false));
        }
        return places;
    }

    private static void pointers(JsonNode node, String pointer, List<Place> places) {
        if (node.isString() && !NO_NAMES.contains(pointer.substring(pointer.lastIndexOf('/') + 1))) {
            places.add(new Place("body", pointer, pointer.endsWith("_id")));
        } else if (node instanceof ObjectNode object) {
            object.forEachEntry((name, member) -> pointers(member, pointer + "/" + name, places));
        } else if (node instanceof ArrayNode array) {
            for (int n = 0; n < array.size(); n++) {
                pointers(array.get(n), pointer + "/" + n, places);
            }
        }
    }

    private static List<Foreign> foreignValues() {
        var values = new ArrayList<Foreign>();
        // One unknown for each value, whatever columns hold it: a key is used as often as its counterpart.
        var unknown = new HashMap<String, String>();
        for (var other : others) {
            var tenant = other.tenant();
            values.add(new Foreign(
                    "tenants.id",
                    tenant.id().value().toString(),
                    unknownLike(tenant.id().value().toString()),
                    true));
            var nobody = NOBODIES.get(others.indexOf(other));
            values.add(new Foreign("tenants.slug", tenant.slug(), tenant.slug().replaceFirst(".{5}$", nobody), false));
            other.values("uuid", 1)
                    .forEach((column, found) -> found.forEach(value -> values.add(new Foreign(
                            column, value, unknown.computeIfAbsent(value, IsolationMatrixTest::unknownLike), true))));
            other.values("text", 1)
                    .forEach((column, found) -> found.forEach(value ->
                            values.add(new Foreign(column, value, value.replace(other.mark(), nobody), false))));
        }
        return values;
    }

    /** An id that nobody has, which begins with a digit where that one does: a word may have to begin with a letter. */
    private static String unknownLike(String id) {
        return Stream.generate(() -> UUID.randomUUID().toString())
                .filter(made -> Character.isDigit(made.charAt(0)) == Character.isDigit(id.charAt(0)))
                .findFirst()
                .orElseThrow();
    }

    /**
     * So many for the administrator, who may do the most, where a thing is named; a few for the others and in what is
     * written. They are taken in turn, so that each has its places.
     */
    private static List<Foreign> chosen(List<Foreign> all, Place place, String role, int most) {
        var fitting =
                all.stream().filter(value -> value.id() || !place.idsOnly()).toList();
        boolean names = place.in().equals("path") || place.in().equals("query");
        boolean administrator = role.equals("tenant_admin");
        int wanted = administrator && names ? most : names || administrator ? 5 : 2;
        if (wanted >= fitting.size()) {
            return fitting;
        }
        var few = new ArrayList<Foreign>();
        for (int n = 0; n < wanted; n++) {
            few.add(fitting.get(TURNS.incrementAndGet() % fitting.size()));
        }
        return few;
    }

    // ---- calls

    /** What is wrong with a cell: an answer that differs from that to an unknown value, or that tells of others. */
    private static Optional<String> compare(Operation operation, Place place, Api api, Foreign foreign) {
        var path = filled(operation, EFFECTIVE.getOrDefault(operation.name(), List.of()));
        var unknown = call(api, operation, path, place, foreign.unknown());
        undo(operation, unknown);
        var answer = call(api, operation, path, place, foreign.value());
        undo(operation, answer);
        var expected = plain(unknown, foreign.unknown());
        var actual = plain(answer, foreign.value());
        var cell = "%s, %s = %s (%s)".formatted(operation.name(), place, foreign.column(), foreign.value());
        if (!actual.equals(expected)) {
            return Optional.of("%s\n  instead of %s\n  answered   %s".formatted(cell, expected, actual));
        }
        var told = answer.body().replace(foreign.value(), "·").replace(encoded(foreign.value()), "·");
        return tellsOfOthers(told, foreign.value()) ? Optional.of(cell + " told " + told) : Optional.empty();
    }

    /** Beyond what the caller said himself, in whatever form it is said back. */
    private static boolean tellsOfOthers(String answer, String said) {
        return others.stream()
                .anyMatch(other -> answer.contains(other.mark()) && !said.contains(other.mark())
                        || answer.contains(other.tenant().slug())
                        || answer.contains(other.tenant().id().value().toString()));
    }

    /**
     * An answer without what differs from call to call, and without the value that was asked for: in whatever form it is
     * said back, as the lot code that is read from a key.
     */
    private static String plain(Answer answer, String value) {
        var body = answer.body().replace(value, "·").replace(encoded(value), "·");
        var marks = Stream.concat(others.stream().map(Company::mark), NOBODIES.stream());
        for (var mark : marks.filter(value::contains).toList()) {
            body = body.replace(mark, "·");
        }
        body = VOLATILE.matcher(body).replaceAll("\"$1\":\"~\"");
        body = ID.matcher(body)
                .replaceAll("~")
                .replaceAll("\"(version|document_bytes|used|duration_millis)\":\\d+", "\"$1\":~")
                .replaceAll("\"state\":\"(?:queued|running)\",\"progress\":[0-9.E-]+(?:,\"message\":\"[^\"]*\")?", "~")
                .replaceAll("\"keys\":\\[.*?]", "\"keys\":~")
                .replaceAll(
                        "\"state\":\"(?:waiting|sending)\",\"attempts\":\\d+,\"next_attempt_at\":(?:null|\"[^\"]*\")",
                        "~");
        return "%d %s".formatted(answer.status(), body.replaceAll("1\\d{6}", "#"));
    }

    /** Takes back what was made, but for what is there for good. */
    private static void undo(Operation operation, Answer answer) {
        var location = answer.header("Location");
        if (answer.status() == 201 && location != null && !FOR_GOOD.contains(operation.path())) {
            var api = own.as("tenant_admin").with("If-Match", "*");
            var end = ENDED_BY.get(operation.path());
            var place = location.replaceFirst("[^/]+$", "{id}");
            var undone = end == null
                    ? api.delete(location)
                    : api.post(location + end, Requests.BODIES.getOrDefault("POST " + place + end, ""));
            assertThat(undone.status()).as("taking back " + location).isIn(200, 204, 404);
            count(end == null ? "DELETE " + place : "POST " + place + end, undone);
        }
    }

    private static Answer call(Api api, Operation operation, String path, Place place, String value) {
        var url = path;
        var client = api.with("If-Match", "*");
        var body = operation.consumes().isPresent() ? body(operation) : null;
        if (place != null) {
            switch (place.in()) {
                case "path" -> url = operation.path().replace("{" + place.name() + "}", encoded(value));
                case "query" -> url = path + "?" + place.name() + "=" + encoded(value);
                case "header" -> client = client.with(place.name(), value);
                default -> body = with(body, place.name(), value);
            }
        }
        if (operation.in("path").size() == 2 && url.contains("{id}")) {
            var within = isOfTenants(operation)
                    ? own.tenant().id().toString()
                    : ownIds.get("users.id").getFirst();
            url = url.replace("{id}", within);
        }
        url = url.replace("{tenant_id}", own.tenant().id().toString());
        url = ID_PLACE.matcher(url).replaceAll(match -> UUID.randomUUID().toString());
        var answer = body == null
                ? client.send(operation.method(), url, new byte[0], null)
                : client.send(
                        operation.method(),
                        url,
                        JSON.writeValueAsBytes(body),
                        operation.consumes().orElseThrow());
        count(operation.name(), answer);
        return answer;
    }

    private static synchronized void count(String operation, Answer answer) {
        if (answer.status() == 403 || answer.status() == 404) {
            REFUSED.merge("%s %d".formatted(operation, answer.status()), 1L, Long::sum);
            TRACES_OF_REFUSED.add(answer.json().path("trace_id").asString());
        }
    }

    private static boolean isOfTenants(Operation operation) {
        return operation.path().startsWith("/tenants/");
    }

    private static final Pattern ID_PLACE = Pattern.compile("\\{[a-z_]+}");

    private static JsonNode with(JsonNode body, String pointer, String value) {
        var parent = body.at(pointer.substring(0, pointer.lastIndexOf('/')));
        var name = pointer.substring(pointer.lastIndexOf('/') + 1);
        if (parent instanceof ObjectNode object) {
            object.put(name, value);
        } else {
            ((ArrayNode) parent).set(Integer.parseInt(name), value);
        }
        return body;
    }

    private static JsonNode body(Operation operation) {
        var text = Requests.BODIES.getOrDefault(operation.name(), "{}");
        var nodes = ownIds.get("nodes.id");
        var number = Integer.toString(NUMBERS.incrementAndGet());
        return JSON.readTree(text.replace("#", number)
                .replace("{node}", nodes.getFirst())
                .replace("{other}", nodes.getLast())
                .replace("{user}", ownIds.get("users.id").getLast())
                .replace("{channel}", ownIds.get("notification_channels.id").getFirst())
                .replace("-new-1", "-new-" + number));
    }

    private static String filled(Operation operation, List<String> ids) {
        var path = operation.path();
        var places = operation.in("path");
        for (int n = 0; n < Math.min(ids.size(), places.size()); n++) {
            path = path.replace("{" + places.get(n).name() + "}", ids.get(n));
        }
        return path;
    }

    // ---- own ids

    /** Those operations that answer for each own id as for an unknown one. What they answer is noted. */
    private static Set<String> deaf(List<Operation> operations) {
        var deaf = new TreeSet<String>();
        for (var operation : operations) {
            var api = operation.path().startsWith("/auth/") ? own.signedIn() : own.as("tenant_admin");
            if (operation.in("path").isEmpty()) {
                var query = Requests.QUERIES
                        .getOrDefault(operation.name(), "")
                        .replace("{node}", ownIds.get("nodes.id").getFirst())
                        .replace("{lineage_job}", ownIds.get("lineage_jobs.id").getFirst())
                        .replace(
                                "{lineage_dataset}",
                                ownIds.get("lineage_datasets.id").getFirst());
                var answer = call(api, operation, operation.path() + query, null, null);
                note(operation, answer);
                undo(operation, answer);
            } else if (!actsOnItsOwn(operation, api)) {
                deaf.add(operation.name());
            }
        }
        return deaf;
    }

    /** Whether some own id, or two in a row, is answered otherwise than an unknown one. */
    private static boolean actsOnItsOwn(Operation operation, Api api) {
        var unknown = call(api, operation, operation.path(), null, null);
        for (var ids : candidates(operation.in("path").size())) {
            var query = Requests.QUERIES.getOrDefault(operation.name(), "");
            var answer = call(api, operation, filled(operation, ids) + query, null, null);
            if (answer.status() != unknown.status()) {
                EFFECTIVE.put(operation.name(), ids);
                note(operation, answer);
                if (answer.status() < 300) {
                    return true;
                }
            }
        }
        return EFFECTIVE.containsKey(operation.name());
    }

    private static List<List<String>> candidates(int places) {
        var one = new LinkedHashMap<String, List<String>>();
        var tenant = own.tenant().id().toString();
        one.put(tenant, List.of(tenant));
        one.put("quota.warned", List.of("quota.warned")); // a template that comes with the platform
        own.sessions().forEach(session -> one.put(session, List.of(session)));
        own.values("uuid", 6).values().forEach(ids -> ids.forEach(id -> one.put(id, List.of(id))));
        if (places == 1) {
            return List.copyOf(one.values());
        }
        var two = new ArrayList<List<String>>();
        two.add(List.of(tenant, "recall"));
        two.add(List.of(tenant, "branding"));
        two.add(List.of(tenant, own.entry()));
        own.exports().forEach(export -> two.add(List.of(tenant, export)));
        var ids = own.values("uuid", 40);
        for (var schedule : ids.getOrDefault("notification_oncall_schedules.id", List.of())) {
            for (var override : ids.getOrDefault("notification_oncall_overrides.id", List.of())) {
                two.add(List.of(schedule, override));
            }
        }
        for (var first : ids.getOrDefault("users.id", List.of())) {
            for (var second : one.keySet()) {
                two.add(List.of(first, second));
            }
        }
        return two;
    }

    private static void note(Operation operation, Answer answer) {
        if (answer.status() < 300) {
            ANSWERED_WELL.add(operation.name());
            UNSAID.addAll(contract.unsaid(operation, answer));
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
