package io.foodflow.tenant.tenants;

import io.foodflow.platform.security.OpenToAll;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.tenant.api.TenantView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/tenants/{id}/logo")
@Tag(name = "Tenants")
final class LogoController {

    private static final Duration CACHED = Duration.ofDays(1);

    private final TenantLife tenants;

    LogoController(TenantLife tenants) {
        this.tenants = tenants;
    }

    @GetMapping
    @OpenToAll
    @Operation(
            summary = "Get a tenant's logo",
            description =
                    "Needs no token: it is shown where people sign in. logo_url of a tenant changes with the picture.")
    ResponseEntity<byte[]> get(@PathVariable UUID id) {
        var logo = tenants.logo(new TenantId(id))
                .orElseThrow(() -> new ProblemException(Problems.notFound("logo of tenant", id)));
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(logo.mediaType()))
                .cacheControl(CacheControl.maxAge(CACHED).cachePublic())
                .body(logo.content().array());
    }

    @PutMapping(consumes = {MediaType.IMAGE_PNG_VALUE, MediaType.IMAGE_JPEG_VALUE, "image/webp"})
    @RequiresPermission("tenant:write")
    @Operation(
            summary = "Give a tenant a logo",
            description = "The body is a PNG, JPEG or WebP picture of up to 256 KiB and 1024 by 1024 pixels.")
    ResponseEntity<TenantView> put(@PathVariable UUID id, @RequestBody byte[] picture) {
        var tenant = Reach.toChange(id);
        return TenantController.tagged(TenantProblems.require(id, tenants.changeLogo(tenant, Logo.read(picture))));
    }

    @DeleteMapping
    @RequiresPermission("tenant:write")
    @Operation(summary = "Take a tenant's logo away")
    ResponseEntity<TenantView> delete(@PathVariable UUID id) {
        return TenantController.tagged(TenantProblems.require(id, tenants.changeLogo(Reach.toChange(id), null)));
    }
}
