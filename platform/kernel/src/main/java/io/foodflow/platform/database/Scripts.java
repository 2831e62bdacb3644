package io.foodflow.platform.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Objects;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Migrations as they lie on the class path. */
public final class Scripts {

    private static final int BYTES = 16;

    private Scripts() {}

    /** Names the state that the scripts in these folders lead to: another one with any change of them. */
    public static String fingerprint(Iterable<String> locations, ClassLoader loader) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var resolver = new PathMatchingResourcePatternResolver(loader);
            for (var location : locations) {
                var scripts = resolver.getResources("classpath*:" + location + "/*.sql");
                Arrays.sort(scripts, Comparator.comparing(Scripts::name));
                for (var script : scripts) {
                    digest.update((location + '/' + name(script)).getBytes(StandardCharsets.UTF_8));
                    digest.update(script.getContentAsByteArray());
                }
            }
            return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the migrations", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256", e);
        }
    }

    private static String name(Resource script) {
        return Objects.requireNonNull(script.getFilename());
    }
}
