package io.foodflow.testservices;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** Puts the test services on the class path of what is started inside, as a build that contains them has them. */
public final class TestServices {

    private TestServices() {}

    /** The folders to add to a class path. */
    public static List<Path> folders() {
        return List.of(
                Path.of("src/test/services/menu").toAbsolutePath(),
                Path.of("src/test/services/orders").toAbsolutePath());
    }

    public static <T> T with(Supplier<T> work) {
        return with(folders(), work);
    }

    public static <T> T with(List<Path> folders, Supplier<T> work) {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(
                new URLClassLoader(folders.stream().map(TestServices::url).toArray(URL[]::new), before));
        try {
            return work.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URL url(Path folder) {
        try {
            return URI.create("file://" + folder + "/").toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
