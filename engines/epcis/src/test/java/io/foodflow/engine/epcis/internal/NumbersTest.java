package io.foodflow.engine.epcis.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

    /** Expected values are what Python 3's float() and str() give, in which the reference implementation is written. */
    @ParameterizedTest
    @CsvSource({
        "26.0, 26",
        "+26, 26",
        "007, 7",
        "0.500, 0.5",
        ".5, 0.5",
        "5., 5",
        "-0.0, 0",
        "1e3, 1000",
        "1E-5, 1e-05",
        "0.00012, 0.00012",
        "1.5e-12, 1.5e-12",
        "-0.0000125, -1.25e-05",
        "1_000, 1000",
        "1__000, 1__000",
        "1_, 1_",
        "_1, _1",
        "111100001111000010101010, 111100001111000003641344",
        "1e400, 1e400",
        "1e22, 10000000000000000000000",
        "23.319941, 23.319941",
        "1e, 1e",
        "1.2.3, 1.2.3",
        "., .",
        "-, -",
        "12a, 12a",
        "2019-10-07, 2019-10-07",
    })
    void writesNumbersAsTheReferenceDoes(String text, String expected) {
        assertThat(Numbers.canonical(text)).isEqualTo(expected);
    }
}
