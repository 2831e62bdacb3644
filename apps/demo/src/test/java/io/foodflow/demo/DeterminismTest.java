package io.foodflow.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeterminismTest {
    @Test
    void theSameSettingsGiveTheSameBytes() {
        List<DemoDocument> first = Story.OF_SEED_7.documents;
        List<DemoDocument> second = DemoCompany.generate(Story.SETTINGS).toList();
        assertThat(second).hasSameSizeAs(first);
        for (int i = 0; i < first.size(); i++) {
            assertThat(second.get(i).json()).isEqualTo(first.get(i).json());
        }
        assertThat(DemoCompany.facts(Story.SETTINGS)).isEqualTo(Story.FACTS);
        assertThat(DemoCompany.documents(Story.SETTINGS)).isEqualTo(second.size());
    }

    @Test
    void anotherSeedTellsAnotherStory() {
        DemoSettings other = DemoSettings.of(DemoSize.S, 8, Story.SETTINGS.lastDay());
        assertThat(DemoCompany.generate(other).skip(1).findFirst().orElseThrow().json())
                .isNotEqualTo(Story.OF_SEED_7.documents.get(1).json());
    }

    @Test
    void aStreamReadInPartTellsOnlyThatPart() {
        DemoSettings large = DemoSettings.of(DemoSize.M, 7, Story.SETTINGS.lastDay());
        assertThat(DemoCompany.generate(large)
                        .limit(3)
                        .mapToInt(DemoDocument::events)
                        .sum())
                .isEqualTo(1500);
    }

    @Test
    void aStoryTooShortIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DemoSettings(DemoSize.S, 1, LocalDate.of(2026, 1, 1), 30, ZoneId.of("UTC")))
                .withMessageContaining("days must be 80..3650, was 30");
    }
}
