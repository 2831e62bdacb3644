package io.foodflow.engine.ledger.personal;

import io.foodflow.engine.ledger.json.CanonicalJson;
import io.foodflow.engine.ledger.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Binds an entry to a value without telling it: {@code HMAC-SHA-256(salt, "foodflow-commitment/1" ‖ 0 ‖ context ‖ 0 ‖
 * canonical JSON)}, in Base64. The salt has 32 random bytes and is sealed with the value, so that nobody can try values
 * out, and nobody at all can once the key is erased. Who is shown salt and value can check that they are what was
 * entered, which decrypting alone does not prove: a GCM ciphertext can be made to open under two keys.
 */
public final class Commitment {

    static final int SALT_BYTES = 32;

    private Commitment() {}

    /** The commitment to a value in a place. */
    public static String of(byte[] salt, String context, JsonValue value) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(salt, "HmacSHA256"));
            mac.update("foodflow-commitment/1".getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            mac.update(context.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Base64.getEncoder().encodeToString(mac.doFinal(CanonicalJson.bytes(value)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform lacks HMAC-SHA-256", e);
        }
    }
}
