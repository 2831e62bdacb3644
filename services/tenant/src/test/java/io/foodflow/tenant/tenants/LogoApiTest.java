package io.foodflow.tenant.tenants;

import static io.foodflow.tenant.TenantPlatform.administrator;
import static io.foodflow.tenant.TenantPlatform.newTenant;
import static io.foodflow.tenant.TenantPlatform.recorded;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.tenant.TenantPlatform;
import io.foodflow.testkit.TestPlatform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogoApiTest {

    private static final TestPlatform PLATFORM = TenantPlatform.get();

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg"})
    void keepsAPictureAndShowsItToEverybody(String format) throws IOException {
        var tenant = newTenant();
        var administrator = administrator(tenant);
        var path = "/tenants/" + tenant.id() + "/logo";
        var type = format.equals("png") ? "image/png" : "image/jpeg";
        assertThat(PLATFORM.anonymous().get(path).status()).isEqualTo(404);

        var answer = administrator.send("PUT", path, picture(format, 120, 40), type);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("branding").path("logo_url").asString()).isEqualTo(path + "?v=1");
        var shown = PLATFORM.anonymous().get(path + "?v=1");
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.header("Content-Type")).isEqualTo(type);
        assertThat(shown.header("Cache-Control")).contains("max-age=86400");
        assertThat(administrator
                        .send("PUT", path, picture(format, 10, 10), type)
                        .json()
                        .path("branding")
                        .path("logo_url")
                        .asString())
                .isEqualTo(path + "?v=2");

        var removed = administrator.delete(path);
        assertThat(removed.json().path("branding").has("logo_url"))
                .as(removed.body())
                .isEqualTo(removed.json().path("branding").path("logo_url").isNull());
        assertThat(PLATFORM.anonymous().get(path).status()).isEqualTo(404);
        assertThat(administrator.delete(path).status())
                .as("once more changes nothing")
                .isEqualTo(200);
        assertThat(recorded(tenant.id())).containsExactly("TenantCreated", "LogoChanged", "LogoChanged", "LogoChanged");
    }

    @Test
    void readsTheSizesOfTheThreeKindsOfWebp() {
        assertThat(Logo.read(webp("VP8 ", 26, new byte[] {100, 0, 50, 0})).mediaType())
                .isEqualTo("image/webp");
        assertThat(Logo.read(webp("VP8L", 21, new byte[] {99, 64, 12, 0})).mediaType())
                .isEqualTo("image/webp");
        assertThat(Logo.read(webp("VP8X", 24, new byte[] {99, 0, 0, 49, 0, 0})).mediaType())
                .isEqualTo("image/webp");
    }

    @Test
    void refusesWhatIsNoSmallPicture() throws IOException {
        var tenant = newTenant();
        var administrator = administrator(tenant);
        var path = "/tenants/" + tenant.id() + "/logo";
        var svg = "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>".getBytes(StandardCharsets.UTF_8);

        assertThat(administrator.send("PUT", path, svg, "image/svg+xml").status())
                .isEqualTo(415);
        assertThat(administrator.send("PUT", path, svg, "image/png").status())
                .as("told by its bytes, not by what the sender says")
                .isEqualTo(415);
        var large = administrator.send("PUT", path, picture("png", 1_025, 4), "image/png");
        assertThat(large.status()).isEqualTo(400);
        assertThat(large.json().path("detail").asString()).contains("was 1025 by 4; scale it down");
        var heavy = Arrays.copyOf(picture("png", 8, 8), Logo.MOST_BYTES + 1);
        assertThat(administrator.send("PUT", path, heavy, "image/png").status()).isEqualTo(413);
        var cut = Arrays.copyOf(picture("png", 8, 8), 12);
        assertThat(administrator.send("PUT", path, cut, "image/png").status()).isEqualTo(400);
        var broken = new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 2, 0, 0};
        assertThat(administrator.send("PUT", path, broken, "image/jpeg").status())
                .isEqualTo(400);
    }

    @Test
    void asksForThePermissionAndTheOwnTenant() throws IOException {
        var tenant = newTenant();
        var path = "/tenants/" + tenant.id() + "/logo";
        var picture = picture("png", 8, 8);
        assertThat(PLATFORM.anonymous().send("PUT", path, picture, "image/png").status())
                .isEqualTo(401);
        assertThat(PLATFORM.as(tenant, "tenant:read")
                        .send("PUT", path, picture, "image/png")
                        .status())
                .isEqualTo(403);
        assertThat(PLATFORM.as(tenant, "tenant:read").delete(path).status()).isEqualTo(403);
        assertThat(administrator(newTenant())
                        .send("PUT", path, picture, "image/png")
                        .status())
                .isEqualTo(404);
        assertThat(administrator(newTenant()).delete(path).status()).isEqualTo(404);
        assertThat(TenantPlatform.operator()
                        .delete("/tenants/" + UUID.randomUUID() + "/logo")
                        .status())
                .isEqualTo(404);
    }

    private static byte[] picture(String format, int width, int height) throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out);
        return out.toByteArray();
    }

    private static byte[] webp(String chunk, int at, byte[] header) {
        byte[] bytes = new byte[40];
        System.arraycopy("RIFF".getBytes(StandardCharsets.US_ASCII), 0, bytes, 0, 4);
        System.arraycopy(("WEBP" + chunk).getBytes(StandardCharsets.US_ASCII), 0, bytes, 8, 8);
        System.arraycopy(header, 0, bytes, at, header.length);
        return bytes;
    }
}
