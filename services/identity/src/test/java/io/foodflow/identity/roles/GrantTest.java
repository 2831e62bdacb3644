package io.foodflow.identity.roles;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class GrantTest {

    private static final Set<String> KNOWN = Set.of("node:read", "node:write", "job:read", "key:rotate", "key:read");

    @Test
    void standsForItselfEvenWhereNoOperationAsksForIt() {
        assertThat(new Grant("recipe", "read").permissions(KNOWN)).containsExactly("recipe:read");
    }

    @Test
    void saysWhatItStandsFor() {
        assertThat(Grant.parse("node:read"))
                .isEqualTo(new Grant("node", "read"))
                .hasToString("node:read");
        assertThat(Grant.parse("*:read").wildcard()).isTrue();
        assertThat(Grant.parse("node:*").wildcard()).isTrue();
        assertThat(Grant.parse("node:read").wildcard()).isFalse();
        assertThat(Grant.parse("key:rotate").ofThePlatform()).isTrue();
        assertThat(Grant.parse("*:*").ofThePlatform()).isFalse();
    }

    @Test
    void standsForEveryActionOfAResource() {
        assertThat(new Grant("node", "*").permissions(KNOWN)).containsExactlyInAnyOrder("node:read", "node:write");
    }

    @Test
    void standsForOneActionOfEveryResourceButThoseOfThePlatform() {
        assertThat(new Grant("*", "read").permissions(KNOWN)).containsExactlyInAnyOrder("node:read", "job:read");
    }

    @Test
    void standsForEverythingButWhatBelongsToThePlatform() {
        assertThat(new Grant("*", "*").permissions(KNOWN))
                .containsExactlyInAnyOrder("node:read", "node:write", "job:read");
        assertThat(new Grant("key", "rotate").covers("key:rotate")).isTrue();
        assertThat(new Grant("*", "rotate").covers("key:rotate")).isFalse();
    }
}
