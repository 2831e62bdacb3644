package io.foodflow.engine.ledger.personal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM with a random nonce of 96 bits in front of the ciphertext (NIST SP 800-38D). A key may seal 2^32 values
 * before two nonces could meet; a person's key never comes near.
 */
final class Aes {

    static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private Aes() {}

    static byte[] encrypt(byte[] key, byte[] plain, String context, SecureRandom random) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, context).doFinal(plain);
            byte[] joined = Arrays.copyOf(nonce, NONCE_BYTES + cipher.length);
            System.arraycopy(cipher, 0, joined, NONCE_BYTES, cipher.length);
            return joined;
        } catch (GeneralSecurityException e) {
            throw lacking(e);
        }
    }

    static byte[] decrypt(byte[] key, byte[] sealed, String context) {
        if (sealed.length < NONCE_BYTES + TAG_BITS / 8) {
            throw new UnreadableException("a ciphertext of " + sealed.length + " bytes is too short", null);
        }
        byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        try {
            return cipher(Cipher.DECRYPT_MODE, key, nonce, context)
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        } catch (AEADBadTagException e) {
            throw new UnreadableException("not sealed by this key for " + context, e);
        } catch (GeneralSecurityException e) {
            throw lacking(e);
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, String context) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static IllegalStateException lacking(GeneralSecurityException e) {
        return new IllegalStateException("this Java platform lacks AES-256-GCM", e);
    }
}
