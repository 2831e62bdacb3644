package io.foodflow.foodgraph;

import static io.foodflow.foodgraph.Waiting.EVERYTHING;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.testkit.TestDatabases;
import io.foodflow.testkit.TestPlatform;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A document beyond the limit is refused without being held. */
class LargeBodyTest {

    private static final long BYTES = 100L << 20;

    @ParameterizedTest
    @ValueSource(strings = {"/capture", "/graph/import/foodchain-lab"})
    void refusesAHundredMegabytesAndKeepsNothingOfThem(String path) throws Exception {
        var home = TestPlatform.temporaryHome();
        try (var platform = TestPlatform.startOn(TestDatabases.create(), home)) {
            var tenant = platform.newTenant();
            for (boolean declared : new boolean[] {true, false}) {
                var answer = send(platform, platform.as(tenant, EVERYTHING).header("Authorization"), path, declared);
                assertThat(answer.statusCode()).isEqualTo(413);
                assertThat(answer.body()).contains("67108864").contains("in parts");
            }
            assertThat(platform.as(tenant, EVERYTHING)
                            .get("/capture")
                            .json()
                            .path("items")
                            .size())
                    .isZero();
            try (var files = Files.walk(home)) {
                assertThat(files.filter(Files::isRegularFile)
                                .mapToLong(file -> file.toFile().length())
                                .sum())
                        .isLessThan(1 << 20);
            }
        }
    }

    private static HttpResponse<String> send(TestPlatform platform, String token, String path, boolean declared)
            throws Exception {
        var publisher = HttpRequest.BodyPublishers.ofInputStream(Blanks::new);
        var request = HttpRequest.newBuilder(URI.create(platform.address() + path))
                .timeout(Duration.ofMinutes(1))
                .header("Authorization", token)
                .header("Content-Type", "application/json")
                .POST(declared ? HttpRequest.BodyPublishers.fromPublisher(publisher, BYTES) : publisher)
                .build();
        try (var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        }
    }

    /** White space, as a document may begin with. */
    private static final class Blanks extends InputStream {

        private long left = BYTES;

        @Override
        public int read() throws IOException {
            return left-- > 0 ? ' ' : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int given = (int) Math.min(length, left);
            Arrays.fill(into, offset, offset + given, (byte) ' ');
            left -= given;
            return given;
        }
    }
}
