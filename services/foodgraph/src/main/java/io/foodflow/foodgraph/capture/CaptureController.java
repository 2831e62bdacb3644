package io.foodflow.foodgraph.capture;

import io.foodflow.foodgraph.capture.Capture.Outcome;
import io.foodflow.platform.security.AtSites;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.BodyLimit;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "EPCIS", description = "Capture of EPCIS 2.0 and 1.2 documents, and the events as they were received")
class CaptureController {

    private static final String LD_JSON = "application/ld+json";
    private static final int MEBIBYTES = 64;

    private final Captures captures;

    CaptureController(Captures captures) {
        this.captures = captures;
    }

    @PostMapping(
            path = "/capture",
            consumes = {
                MediaType.APPLICATION_JSON_VALUE,
                LD_JSON,
                MediaType.APPLICATION_XML_VALUE,
                MediaType.TEXT_XML_VALUE
            })
    @RequiresPermission(value = "event:capture", atSites = AtSites.NARROWED)
    @BodyLimit(mebibytes = MEBIBYTES)
    @Operation(
            summary = "Capture an EPCIS document",
            description = "JSON-LD or XML, 1.2 or 2.0, up to 64 MiB. 202 means that the document is durable; follow"
                    + " the Location to see what became of each event.",
            requestBody =
                    @RequestBody(
                            required = true,
                            description = "An EPCISDocument or EPCISQueryDocument",
                            content = {
                                @Content(mediaType = LD_JSON, schema = @Schema(type = "object")),
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                                        schema = @Schema(type = "object")),
                                @Content(mediaType = MediaType.APPLICATION_XML_VALUE, schema = @Schema(type = "string"))
                            }))
    @ResponseStatus(HttpStatus.ACCEPTED)
    ResponseEntity<Capture> capture(
            HttpServletRequest request,
            @RequestHeader(name = ErrorBehaviour.HEADER, required = false) @Nullable String behaviour,
            @RequestParam(name = "file_name", required = false) @Nullable String fileName)
            throws IOException {
        var capture = captures.receive(request.getInputStream(), ErrorBehaviour.parse(behaviour), fileName);
        return ResponseEntity.accepted()
                .location(URI.create("/capture/" + capture.id()))
                .header("GS1-EPCIS-Version", "2.0.0")
                .header("GS1-CBV-Version", "2.0.0")
                .body(capture);
    }

    @GetMapping("/capture")
    @RequiresPermission(value = "event:read", atSites = AtSites.NARROWED)
    @Operation(summary = "List captures, newest first")
    Page<Capture> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return captures.list(PageRequest.of(limit, cursor));
    }

    @GetMapping("/capture/{id}")
    @RequiresPermission(value = "event:read", atSites = AtSites.NARROWED)
    @Operation(summary = "Get a capture: how far it is and what became of its events")
    Capture find(@PathVariable UUID id) {
        return captures.find(id);
    }

    @GetMapping("/capture/{id}/events")
    @RequiresPermission(value = "event:read", atSites = AtSites.NARROWED)
    @Operation(summary = "List what became of each event of a capture, in document order")
    Page<Outcome> outcomes(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return captures.outcomes(id, outcome, PageRequest.of(limit, cursor));
    }

    @PostMapping(
            path = "/events",
            consumes = {
                MediaType.APPLICATION_JSON_VALUE,
                LD_JSON,
                MediaType.APPLICATION_XML_VALUE,
                MediaType.TEXT_XML_VALUE
            })
    @RequiresPermission(value = "event:capture", atSites = AtSites.NARROWED)
    @Operation(
            summary = "Record one event at once",
            requestBody =
                    @RequestBody(
                            required = true,
                            description = "One event of EPCIS 2.0 in JSON-LD, or a document of one event",
                            content = {
                                @Content(mediaType = LD_JSON, schema = @Schema(type = "object")),
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                                        schema = @Schema(type = "object")),
                                @Content(mediaType = MediaType.APPLICATION_XML_VALUE, schema = @Schema(type = "string"))
                            }))
    @ApiResponse(responseCode = "201", description = "The event is new")
    @ApiResponse(responseCode = "200", description = "The event was known already")
    ResponseEntity<RecordedEvent> record(HttpServletRequest request) throws IOException {
        var recorded = captures.record(request.getInputStream().readAllBytes());
        var location = URI.create("/events/" + recorded.id());
        var body = new RecordedEvent(recorded.id(), !recorded.fresh());
        return recorded.fresh()
                ? ResponseEntity.created(location).body(body)
                : ResponseEntity.ok().location(location).body(body);
    }

    @GetMapping("/events/{id}")
    @RequiresPermission(value = "event:read", atSites = AtSites.NARROWED)
    @Operation(summary = "Get an event exactly as it was received")
    @ApiResponse(
            responseCode = "200",
            description = "The event",
            content = {
                @Content(mediaType = LD_JSON, schema = @Schema(type = "object")),
                @Content(mediaType = MediaType.APPLICATION_XML_VALUE, schema = @Schema(type = "string"))
            })
    ResponseEntity<String> event(@PathVariable UUID id) {
        var received = captures.event(id);
        var type = received.format().equals("XML") ? MediaType.APPLICATION_XML_VALUE : LD_JSON;
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(type + ";charset=UTF-8"))
                .body(received.raw());
    }

    /** The id of an event in the repository, and whether it had been recorded before. */
    record RecordedEvent(UUID id, boolean duplicate) {}
}
