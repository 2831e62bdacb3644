package io.foodflow.foodgraph.graph;

import io.foodflow.platform.security.AtSites;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.Problem.FieldError;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.platform.web.Versions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/graph/nodes")
@Tag(name = "Graph nodes", description = "Lots, products, places, parties, equipment, shipments")
class NodeController {

    private final Nodes nodes;

    NodeController(Nodes nodes) {
        this.nodes = nodes;
    }

    @GetMapping
    @RequiresPermission(value = "node:read", atSites = AtSites.NARROWED)
    @Operation(
            summary = "List nodes",
            description =
                    "q begins a lot code, is a GTIN or a key, or part of the name of a product, place or party. state"
                            + " is a disposition as in answers, and may be repeated. order is oldest (the default) or newest.")
    Page<Node> list(
            @RequestParam(required = false) @Nullable List<String> kind,
            @RequestParam(required = false) @Nullable List<String> state,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String order,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var filter = new NodeFilter(kinds(kind), state == null ? List.of() : state, q, newestFirst(order));
        return nodes.list(filter, PageRequest.of(limit, cursor));
    }

    @GetMapping("/counts")
    @RequiresPermission(value = "node:read", atSites = AtSites.NARROWED)
    @Operation(summary = "Count nodes by kind")
    List<KindCount> count() {
        return nodes.count().entrySet().stream()
                .map(entry -> new KindCount(entry.getKey(), entry.getValue()))
                .toList();
    }

    @PostMapping
    @RequiresPermission("node:write")
    @Operation(summary = "Create a node")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Node> create(@RequestBody NodeDraft.Input input) {
        var created = nodes.create(input);
        return ResponseEntity.created(URI.create("/graph/nodes/" + created.id()))
                .eTag(Versions.tag(created.version()))
                .body(created);
    }

    @GetMapping("/{id}")
    @RequiresPermission(value = "node:read", atSites = AtSites.NARROWED)
    @Operation(summary = "Get a node")
    ResponseEntity<Node> find(@PathVariable UUID id) {
        var node = nodes.find(id);
        return ResponseEntity.ok().eTag(Versions.tag(node.version())).body(node);
    }

    @PutMapping("/{id}")
    @RequiresPermission("node:write")
    @Operation(summary = "Change a node", description = "If-Match names the version that is changed.")
    ResponseEntity<Node> update(
            @PathVariable UUID id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody NodeDraft.Input input) {
        var node = nodes.update(id, input, ifMatch);
        return ResponseEntity.ok().eTag(Versions.tag(node.version())).body(node);
    }

    @DeleteMapping("/{id}")
    @RequiresPermission("node:write")
    @Operation(summary = "Take a node out of the graph, with its relationships")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    ResponseEntity<Void> delete(
            @PathVariable UUID id, @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        nodes.delete(id, ifMatch);
        return ResponseEntity.noContent().build();
    }

    private static boolean newestFirst(@Nullable String order) {
        return switch (order) {
            case null -> false;
            case "oldest" -> false;
            case "newest" -> true;
            default ->
                throw new ProblemException(Problems.invalid(
                        "order", "vocabulary", "order must be oldest or newest, was '%s'".formatted(order)));
        };
    }

    private static List<NodeKind> kinds(@Nullable List<String> words) {
        try {
            return words == null
                    ? List.of()
                    : words.stream().map(NodeKind::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    Problems.invalid(List.of(new FieldError("kind", "vocabulary", String.valueOf(e.getMessage())))));
        }
    }

    /** How many nodes of a kind there are. */
    record KindCount(NodeKind kind, long nodes) {}
}
