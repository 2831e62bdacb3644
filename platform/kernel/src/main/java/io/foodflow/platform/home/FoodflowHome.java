package io.foodflow.platform.home;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The installation's folder.
 *
 * @param home absolute path; {@code ~/.foodflow} unless {@code foodflow.home} or {@code FOODFLOW_HOME} says otherwise
 */
@ConfigurationProperties("foodflow")
public record FoodflowHome(Path home) {

    public FoodflowHome(@org.jspecify.annotations.Nullable Path home) {
        this.home = (home == null ? Path.of(System.getProperty("user.home"), ".foodflow") : home).toAbsolutePath();
    }

    /** Secrets: readable by the owner only. */
    public Path secrets() {
        return home.resolve("secret");
    }

    /** Content-addressed files. */
    public Path objects() {
        return home.resolve("objects");
    }

    /** Large files while they are made. Nothing of them outlives their process. */
    public Path drafts() {
        return home.resolve("drafts");
    }

    /** What the running process says of itself. */
    public Path run() {
        return home.resolve("run");
    }
}
