package io.foodflow.platform.audit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Holds the key file against the verifier key that the database noted when it was first used. A process with another key would
 * append to no ledger that is there, and begin those of new tenants under a name of its own, so it does not start.
 */
final class InstalledKey {

    private static final long LOCK = 0x4C65646765724B79L;

    private InstalledKey() {}

    /**
     * The keys of that file. Made, and noted, where this is a new installation; a new key is noted where the file says that it
     * replaced the one that was.
     *
     * @param jdbc in a transaction of the platform's schema
     * @throws IllegalStateException when the file is missing, or is not of this installation
     */
    static LedgerKeys load(Path file, @Nullable String name, SecureRandom random, JdbcClient jdbc) {
        jdbc.sql("select pg_advisory_xact_lock(?)")
                .param(LOCK)
                .query((row, n) -> n)
                .list();
        var noted = jdbc.sql("select verifier from platform.ledger_keys order by no desc limit 1")
                .query(String.class)
                .optional();
        if (noted.isPresent() && !Files.exists(file)) {
            throw refused("the key that signs the audit ledgers is not there: %s".formatted(file), file, noted.get());
        }
        var keys = LedgerKeys.load(file, name, random);
        var present = Optional.of(keys.verifier().text());
        if (noted.equals(present)) {
            return keys;
        }
        if (noted.isPresent() && !keys.replaced(noted.get())) {
            throw refused("%s has another key than signs the audit ledgers".formatted(file), file, noted.get());
        }
        jdbc.sql("insert into platform.ledger_keys (verifier) values (?)")
                .param(present.get())
                .update();
        return keys;
    }

    private static IllegalStateException refused(String what, Path file, String verifier) {
        return new IllegalStateException("""
                %s. Put back the file of the other processes, or of the newest backup of the home, with the verifier key
                %s
                If it is lost for good, move what is at %s away, have a key made that replaces it
                (./foodflow audit rotate-key %s --lost %s), and give it to all processes and the new verifier key to the witnesses.""".formatted(what, verifier, file, file, verifier));
    }
}
