package io.foodflow.identity.keys;

import io.foodflow.platform.security.OpenToAll;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.security.SigningKeys;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Keys")
final class KeyController {

    private final SigningKeys keys;

    KeyController(SigningKeys keys) {
        this.keys = keys;
    }

    @GetMapping("/.well-known/jwks.json")
    @OpenToAll
    @Operation(summary = "Get the public keys that sign access tokens (RFC 7517)")
    Map<String, Object> jwks() {
        return keys.publicKeys().toJSONObject(true);
    }

    @PostMapping("/auth/keys/rotate")
    @RequiresPermission("key:rotate")
    @Operation(summary = "Sign with a new key from now on; tokens of the old one stay good until they run out")
    Rotated rotate() {
        return new Rotated(keys.rotate());
    }

    /** The key that signs now. */
    record Rotated(String kid) {}
}
