package io.foodflow.foodgraph.graph;

import io.foodflow.foodgraph.graph.Relationships.Input;
import io.foodflow.platform.security.AtSites;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
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
@RequestMapping("/graph/relationships")
@Tag(name = "Graph relationships", description = "How nodes are related, along the flow of material")
class RelationshipController {

    private final Relationships relationships;

    RelationshipController(Relationships relationships) {
        this.relationships = relationships;
    }

    @GetMapping
    @RequiresPermission(value = "relationship:read", atSites = AtSites.NARROWED)
    @Operation(
            summary = "List relationships",
            description = "from_id and to_id name an end, node_id either end; kind may be repeated.")
    Page<Relationship> list(
            @RequestParam(required = false) @Nullable List<String> kind,
            @RequestParam(name = "from_id", required = false) @Nullable UUID fromId,
            @RequestParam(name = "to_id", required = false) @Nullable UUID toId,
            @RequestParam(name = "node_id", required = false) @Nullable UUID nodeId,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return relationships.list(kinds(kind), fromId, toId, nodeId, PageRequest.of(limit, cursor));
    }

    @PostMapping
    @RequiresPermission("relationship:write")
    @Operation(summary = "Relate two nodes")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Relationship> create(@RequestBody Input input) {
        var created = relationships.create(input);
        return ResponseEntity.created(URI.create("/graph/relationships/" + created.id()))
                .eTag(Versions.tag(created.version()))
                .body(created);
    }

    @GetMapping("/{id}")
    @RequiresPermission(value = "relationship:read", atSites = AtSites.NARROWED)
    @Operation(summary = "Get a relationship")
    ResponseEntity<Relationship> find(@PathVariable UUID id) {
        var relationship = relationships.find(id);
        return ResponseEntity.ok().eTag(Versions.tag(relationship.version())).body(relationship);
    }

    @PutMapping("/{id}")
    @RequiresPermission("relationship:write")
    @Operation(summary = "Change a relationship", description = "If-Match names the version that is changed.")
    ResponseEntity<Relationship> update(
            @PathVariable UUID id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody Input input) {
        var relationship = relationships.update(id, input, ifMatch);
        return ResponseEntity.ok().eTag(Versions.tag(relationship.version())).body(relationship);
    }

    @DeleteMapping("/{id}")
    @RequiresPermission("relationship:write")
    @Operation(summary = "Take a relationship out of the graph")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    ResponseEntity<Void> delete(
            @PathVariable UUID id, @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        relationships.delete(id, ifMatch);
        return ResponseEntity.noContent().build();
    }

    private static List<RelationshipKind> kinds(@Nullable List<String> words) {
        try {
            return words == null
                    ? List.of()
                    : words.stream().map(RelationshipKind::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problems.invalid("kind", "vocabulary", String.valueOf(e.getMessage())));
        }
    }
}
