package io.foodflow.engine.ledger.notes;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/** Ed25519 keys as 32 bytes, by way of the JDK's encodings. */
final class Ed25519Keys {

    static final int BYTES = 32;

    private static final byte[] PUBLIC_PREFIX = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0};
    private static final byte[] PRIVATE_PREFIX = {
        0x30, 0x2e, 0x02, 0x01, 0, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20
    };

    private Ed25519Keys() {}

    static PublicKey publicKey(byte[] raw) {
        try {
            return factory().generatePublic(new X509EncodedKeySpec(joined(PUBLIC_PREFIX, raw)));
        } catch (InvalidKeySpecException e) {
            throw new MalformedNoteException("not an Ed25519 public key", e);
        }
    }

    static PrivateKey privateKey(byte[] seed) {
        try {
            return factory().generatePrivate(new PKCS8EncodedKeySpec(joined(PRIVATE_PREFIX, seed)));
        } catch (InvalidKeySpecException e) {
            throw new MalformedNoteException("not an Ed25519 private key", e);
        }
    }

    /** The public key of a private one. The JDK makes it only along with a new pair, so it is given the seed as chance. */
    static byte[] publicOf(byte[] seed) {
        try {
            var generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(255, new SecureRandom() {
                @Override
                public void nextBytes(byte[] bytes) {
                    System.arraycopy(seed, 0, bytes, 0, bytes.length);
                }
            });
            var pair = generator.generateKeyPair();
            if (!Arrays.equals(seed, seed(pair))) {
                throw new IllegalStateException("this Java platform draws Ed25519 keys in another way");
            }
            byte[] encoded = pair.getPublic().getEncoded();
            return Arrays.copyOfRange(encoded, encoded.length - BYTES, encoded.length);
        } catch (GeneralSecurityException e) {
            throw lacking(e);
        }
    }

    private static byte[] seed(KeyPair pair) {
        byte[] encoded = pair.getPrivate().getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - BYTES, encoded.length);
    }

    static byte[] sign(PrivateKey key, byte[] message) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw lacking(e);
        }
    }

    /** False also for a signature of the wrong length or form. */
    static boolean verifies(PublicKey key, byte[] message, byte[] signature) {
        try {
            var verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw lacking(e);
        }
    }

    private static KeyFactory factory() {
        try {
            return KeyFactory.getInstance("Ed25519");
        } catch (GeneralSecurityException e) {
            throw lacking(e);
        }
    }

    private static IllegalStateException lacking(GeneralSecurityException e) {
        return new IllegalStateException("this Java platform lacks Ed25519", e);
    }

    private static byte[] joined(byte[] prefix, byte[] rest) {
        byte[] joined = Arrays.copyOf(prefix, prefix.length + rest.length);
        System.arraycopy(rest, 0, joined, prefix.length, rest.length);
        return joined;
    }
}
