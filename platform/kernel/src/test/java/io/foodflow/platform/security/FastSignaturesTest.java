package io.foodflow.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import org.junit.jupiter.api.Test;

class FastSignaturesTest {

    @Test
    void signsExactlyAsTheJdkDoes() throws Exception {
        assumeTrue(FastSignatures.provider().isPresent(), "AWS-LC cannot be loaded here");
        var provider = FastSignatures.provider().orElseThrow();
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var keys = generator.generateKeyPair();

        var fast = sign(Signature.getInstance("SHA256withRSA", provider), keys.getPrivate());

        assertThat(fast).isEqualTo(sign(Signature.getInstance("SHA256withRSA", "SunRsaSign"), keys.getPrivate()));
    }

    private static byte[] sign(Signature signature, PrivateKey key) throws Exception {
        signature.initSign(key);
        signature.update("a token".getBytes(StandardCharsets.UTF_8));
        return signature.sign();
    }
}
