package io.foodflow.platform.web;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.security.OpenToAll;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.security.SignedIn;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Operations of every sort that the web conventions speak of. */
@RestController
@RequestMapping("/things")
class Things {

    static final AtomicInteger made = new AtomicInteger();

    enum Colour {
        RED,
        GREEN
    }

    record Nested(int depth) {}

    record NewThing(
            String name,
            @Nullable Integer size,
            @Nullable Colour colour,
            @Nullable Nested nested) {

        NewThing {
            if (name != null && name.isBlank()) {
                throw new IllegalArgumentException("name must not be blank");
            }
        }
    }

    record Thing(UUID id, String name) {}

    record ThingMade(UUID id) implements DomainEvent {
        @Override
        public String resourceType() {
            return "thing";
        }

        @Override
        public String resourceId() {
            return id.toString();
        }
    }

    private final UnitOfWork work;
    private final PlatformWork platform;
    private final JdbcClient jdbc;

    Things(UnitOfWork work, PlatformWork platform, JdbcClient jdbc) {
        this.work = work;
        this.platform = platform;
        this.jdbc = jdbc;
    }

    @PostMapping
    @RequiresPermission("thing:write")
    ResponseEntity<Thing> make(@RequestBody NewThing wanted) throws InterruptedException {
        if (wanted.name().equals("slow")) {
            Thread.sleep(300);
        }
        var thing = work.write(change -> {
            var it = new Thing(UUID.randomUUID(), wanted.name());
            change.record(new ThingMade(it.id()), null, it);
            if (wanted.name().equals("refused")) {
                throw new ProblemException(Problems.conflict("refused", "Refused", "not this one"));
            }
            return it;
        });
        made.incrementAndGet();
        return ResponseEntity.status(HttpStatus.CREATED)
                .header("Location", "/things/" + thing.id())
                .eTag(Versions.tag(1))
                .body(thing);
    }

    @GetMapping
    @RequiresPermission("thing:read")
    Page<Integer> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        int after = page.after().map(Integer::parseInt).orElse(0);
        var rows =
                IntStream.rangeClosed(after + 1, 10).limit(page.fetch()).boxed().toList();
        return Page.of(rows, page, Cursor::after);
    }

    @GetMapping("/by-id")
    @RequiresPermission("thing:read")
    String byId(@RequestParam String cursor) {
        return PageRequest.of(1, cursor).afterId().toString();
    }

    @GetMapping("/by-time")
    @RequiresPermission("thing:read")
    String byTime(@RequestParam String cursor) {
        return PageRequest.of(1, cursor).afterTimeAndId().toString();
    }

    @PutMapping("/{id}")
    @RequiresPermission("thing:write")
    ResponseEntity<String> change(
            @PathVariable UUID id, @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        Versions.requireMatch(ifMatch, 3);
        return ResponseEntity.ok().eTag(Versions.tag(4)).body("changed");
    }

    @PostMapping("/large")
    @BodyLimit(mebibytes = 2)
    @OpenToAll
    int large(@RequestBody byte[] body) {
        return body.length;
    }

    @PostMapping("/small")
    @OpenToAll
    int small(@RequestBody byte[] body) {
        return body.length;
    }

    @GetMapping("/typed")
    @OpenToAll
    String typed(
            @RequestParam UUID id,
            @RequestParam(required = false) @Nullable Integer count,
            @RequestParam(required = false) @Nullable Instant since,
            @RequestParam(required = false) @Nullable Double share,
            @RequestParam(required = false) @Nullable Boolean yes,
            @RequestParam(required = false) @Nullable Colour colour) {
        return "ok";
    }

    @GetMapping("/mine")
    @SignedIn
    List<String> mine() {
        return List.of("mine");
    }

    @GetMapping("/later")
    @SignedIn
    CompletableFuture<String> later() {
        return CompletableFuture.supplyAsync(
                () -> "later", CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS));
    }

    @GetMapping("/bug")
    @OpenToAll
    String bug() {
        throw new IllegalStateException("the secret is known-to-us-alone");
    }

    @GetMapping("/no-database")
    @OpenToAll
    String noDatabase() {
        throw new CannotGetJdbcConnectionException("gone");
    }

    @RequestMapping(
            path = "/severed",
            method = {RequestMethod.GET, RequestMethod.POST})
    @OpenToAll
    String severed() {
        return String.valueOf(platform.read(() -> jdbc.sql("select pg_terminate_backend(pg_backend_pid())")
                .query(Boolean.class)
                .single()));
    }

    @GetMapping("/collided")
    @OpenToAll
    String collided() {
        throw new CannotAcquireLockException("deadlock detected");
    }

    @GetMapping("/null-page")
    @OpenToAll
    Page<String> lastPage() {
        return new Page<>(List.of("only"), null).map(text -> text + "!");
    }
}
