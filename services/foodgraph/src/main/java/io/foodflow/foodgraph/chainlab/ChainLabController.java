package io.foodflow.foodgraph.chainlab;

import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.BodyLimit;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Graph import", description = "Networks of other tracing software")
class ChainLabController {

    private static final int MEBIBYTES = 64;

    private final Networks networks;

    ChainLabController(Networks networks) {
        this.networks = networks;
    }

    @PostMapping(path = "/graph/import/foodchain-lab", consumes = MediaType.APPLICATION_JSON_VALUE)
    @RequiresPermission("graph:import")
    @BodyLimit(mebibytes = MEBIBYTES)
    @Operation(
            summary = "Import a FoodChain-Lab network",
            description =
                    "The JSON of FoodChain-Lab's web application, up to 64 MiB. It is checked at once; 202 means that"
                            + " it is sound and durable, and the Location tells how far the import is. All of it is imported or"
                            + " nothing. Sent again under the same name it has no second effect.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(type = "object"))))
    @ResponseStatus(HttpStatus.ACCEPTED)
    ResponseEntity<Networks.Received> receive(
            HttpServletRequest request, @RequestParam(required = false) @Nullable String name) throws IOException {
        var received = networks.receive(request.getInputStream(), name);
        return ResponseEntity.accepted()
                .location(URI.create("/jobs/" + received.jobId()))
                .body(received);
    }
}
