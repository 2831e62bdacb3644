package io.foodflow.tenant.backups;

import io.foodflow.platform.security.MasterKey;
import io.foodflow.tenant.archives.ArchiveWriter;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A keyed hash of a backup's manifest: only an installation with the same master key can make or check it. The manifest
 * has the hash of everything else, so nothing of a backup can be altered unseen.
 */
final class BackupSeal {

    /** Its name in the archive. */
    static final String ENTRY = "seal.txt";

    private BackupSeal() {}

    static byte[] of(byte[] manifest, MasterKey key) {
        return ofHash(ArchiveWriter.sha256().digest(manifest), key);
    }

    /** @param sha256 of the manifest */
    static byte[] ofHash(byte[] sha256, MasterKey key) {
        var hash = HexFormat.of().formatHex(sha256);
        return key.fingerprint("tenant backup " + hash).getBytes(StandardCharsets.US_ASCII);
    }
}
