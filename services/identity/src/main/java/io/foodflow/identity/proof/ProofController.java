package io.foodflow.identity.proof;

import io.foodflow.identity.api.ProofApi;
import io.foodflow.platform.security.SignedIn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/auth/proof")
@Tag(name = "Proof of identity")
final class ProofController {

    private final PersonProof proof;

    ProofController(PersonProof proof) {
        this.proof = proof;
    }

    @GetMapping
    @SignedIn
    @Operation(summary = "Get what the caller can prove its identity by")
    ProofApi.Means means() {
        return proof.means();
    }

    @PostMapping
    @SignedIn
    @Operation(
            summary = "Prove anew who the caller is",
            description =
                    "The password, and where they are given the user id (email) and a code of the second factor. Wrong"
                            + " ones count with those of the sign-in.")
    ProofApi.Proved prove(@RequestBody ProofApi.Evidence request) {
        return proof.prove(request);
    }
}
