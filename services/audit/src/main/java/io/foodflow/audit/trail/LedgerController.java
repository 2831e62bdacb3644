package io.foodflow.audit.trail;

import io.foodflow.engine.ledger.tiles.TilePath;
import io.foodflow.platform.audit.AuditProofs;
import io.foodflow.platform.audit.AuditProofs.Head;
import io.foodflow.platform.security.OpenToAuditors;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/audit/ledger")
@Tag(name = "Audit ledger", description = "The ledger itself, for whoever follows it from outside")
final class LedgerController {

    private static final String READ = "audit:read";

    private final AuditProofs proofs;
    private final AuditorReadings readings;

    LedgerController(AuditProofs proofs, AuditorReadings readings) {
        this.proofs = proofs;
        this.readings = readings;
    }

    @GetMapping
    @RequiresPermission(READ)
    @OpenToAuditors
    @Operation(
            summary = "Get the newest checkpoint of the audit ledger, and the keys to check it by",
            description =
                    "Keep log_keys and checkpoints from time to time elsewhere: then no history can be rewritten unseen.")
    Head head() {
        readings.begin("ledger", null, null, null);
        return proofs.head();
    }

    @GetMapping(path = "/checkpoint", produces = MediaType.TEXT_PLAIN_VALUE)
    @RequiresPermission(READ)
    @Operation(summary = "Get the newest checkpoint as a signed note (C2SP tlog-checkpoint)")
    ResponseEntity<String> checkpoint() {
        var head = proofs.head();
        boolean cosigned = head.cosigned() != null && head.cosignedSize() == head.size();
        var note = cosigned ? head.cosigned() : head.checkpoint();
        if (note == null) {
            throw new ProblemException(Problems.notFound("checkpoint", "of an empty ledger"));
        }
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(note);
    }

    @GetMapping(path = "/tile/**", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @RequiresPermission(READ)
    @Hidden // paths as C2SP tlog-tiles has them, which OpenAPI cannot say
    ResponseEntity<byte[]> tile(HttpServletRequest request) {
        var uri = request.getRequestURI();
        var path = uri.substring(uri.indexOf("/audit/ledger/") + "/audit/ledger/".length());
        return proofs.tile(parsed(path))
                .map(content -> ResponseEntity.ok().body(content))
                .orElseThrow(() -> new ProblemException(Problems.notFound("tile", path)));
    }

    private static TilePath parsed(String path) {
        try {
            return TilePath.parse(path);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problems.notFound("tile", path));
        }
    }
}
