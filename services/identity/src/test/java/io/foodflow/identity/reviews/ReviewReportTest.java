package io.foodflow.identity.reviews;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReviewReportTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "anna; anna",
                "a, b; \"a, b\"",
                "say \"no\"; \"say \"\"no\"\"\"",
                "=1+1; '=1+1",
                "@sum; '@sum",
                "-1,5; \"'-1,5\"",
                "``; ``"
            })
    void writesCellsThatNoSpreadsheetRuns(String text, String cell) {
        assertThat(ReviewReport.cell(text)).isEqualTo(cell);
    }
}
