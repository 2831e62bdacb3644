package io.foodflow.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.function.Supplier;

/**
 * A data folder for benchmarks, with a way into its database.
 *
 * @param kept whether it stays for the next run; one that is not kept is removed when it is closed
 */
public record BenchHome(Path folder, boolean kept) implements AutoCloseable {

    public static BenchHome temporary() throws IOException {
        return new BenchHome(Files.createTempDirectory("foodflow-bench-"), false);
    }

    /** A folder that stays; made when it is not there. */
    static BenchHome kept(Path folder) throws IOException {
        return new BenchHome(Files.createDirectories(folder).toRealPath(), true);
    }

    /** The password of the benchmark's user: the one noted here, or else a new one, which is noted. */
    String password(Supplier<String> invented) throws IOException {
        Path note = folder.resolve("bench-password");
        if (!Files.exists(note)) Files.writeString(note, invented.get());
        return Files.readString(note);
    }

    /** A connection to the running server's database, with all rights, in the tenant's schema. */
    public Connection connect() throws SQLException {
        try {
            var endpoint = new Properties();
            try (var reader = Files.newBufferedReader(folder.resolve("postgres/endpoint.properties"))) {
                endpoint.load(reader);
            }
            String password =
                    Files.readString(folder.resolve("secret/postgres-password")).strip();
            var connection = DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + endpoint.getProperty("port") + "/"
                            + endpoint.getProperty("database"),
                    endpoint.getProperty("user"),
                    password);
            connection.setSchema("tenant_" + ServerUnderLoad.TENANT);
            return connection;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (kept || !Files.exists(folder)) return;
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(
                        Path directory, @org.jspecify.annotations.Nullable IOException failure) throws IOException {
                    if (failure != null) throw failure;
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
