package io.foodflow.identity.factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {

    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    /** RFC 6238 appendix B, the rows for SHA-1. */
    @ParameterizedTest
    @CsvSource({
        "59,94287082",
        "1111111109,07081804",
        "1111111111,14050471",
        "1234567890,89005924",
        "2000000000,69279037",
        "20000000000,65353130"
    })
    void givesTheCodesOfTheStandard(long seconds, String code) {
        var step = Totp.step(Instant.ofEpochSecond(seconds));
        assertThat(Totp.code(SECRET, step, 8)).isEqualTo(code);
        assertThat(Totp.code(SECRET, step, 6)).isEqualTo(code.substring(2));
    }

    /** RFC 4226 appendix D. */
    @ParameterizedTest
    @CsvSource({"0,755224", "1,287082", "2,359152", "3,969429", "4,338314", "9,520489"})
    void givesTheCodesOfTheStandardItBuildsOn(long counter, String code) {
        assertThat(Totp.code(SECRET, counter, 6)).isEqualTo(code);
    }

    @Test
    void takesACodeOneStepEarlyOrLate() {
        var now = Instant.ofEpochSecond(1_000_000_000);
        long step = Totp.step(now);
        for (long off = -3; off <= 3; off++) {
            var found = Totp.matching(SECRET, Totp.code(SECRET, step + off, 6), now, 0);
            assertThat(found.isPresent()).as("off by %d", off).isEqualTo(Math.abs(off) <= 1);
        }
    }

    @Test
    void takesNoCodeOfAStepThatWasUsed() {
        var now = Instant.ofEpochSecond(1_000_000_000);
        long step = Totp.step(now);
        assertThat(Totp.matching(SECRET, Totp.code(SECRET, step, 6), now, step)).isEmpty();
        assertThat(Totp.matching(SECRET, Totp.code(SECRET, step - 1, 6), now, step))
                .isEmpty();
        assertThat(Totp.matching(SECRET, Totp.code(SECRET, step + 1, 6), now, step))
                .hasValue(step + 1);
    }

    /** RFC 4648 §10, without the padding. */
    @ParameterizedTest
    @CsvSource({"'',''", "f,MY", "fo,MZXQ", "foo,MZXW6", "foob,MZXW6YQ", "fooba,MZXW6YTB", "foobar,MZXW6YTBOI"})
    void writesBase32AsTheStandardDoes(String plain, String encoded) {
        assertThat(Base32.encode(plain.getBytes(StandardCharsets.US_ASCII))).isEqualTo(encoded);
    }

    @Test
    void namesCompanyAndAccountForTheApplication() {
        var enrolment = Enrolment.of(SECRET, "anna+x@example.com", "Alp & Tal");
        assertThat(enrolment.otpauthUri())
                .isEqualTo("otpauth://totp/FoodFlow%20Alp%20%26%20Tal:anna%2Bx%40example.com"
                        + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=FoodFlow%20Alp%20%26%20Tal"
                        + "&algorithm=SHA1&digits=6&period=30");
        assertThat(enrolment.toString()).doesNotContain(enrolment.secret());
    }
}
