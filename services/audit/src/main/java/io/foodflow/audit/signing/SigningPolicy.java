package io.foodflow.audit.signing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a tenant signs.
 *
 * @param meanings what a signature can mean
 * @param rules where a second person has to sign
 * @param passwordDays how old a password may be that somebody signs with; null for any age
 * @param seriesMinutes how long after a signature the next one of the same session needs the password alone; 0 for never
 * @param version goes up by one with each change; the ETag
 */
record SigningPolicy(
        List<Meaning> meanings,
        List<Rule> rules,
        @JsonInclude @Nullable Integer passwordDays,
        int seriesMinutes,
        long version,
        Instant updatedAt) {

    /** Stands for all types of records, or all meanings. */
    static final String ANY = "*";

    /** Who signs so is an author of the record. */
    static final String AUTHORSHIP = "authorship";

    SigningPolicy {
        meanings = List.copyOf(meanings);
        rules = List.copyOf(rules);
    }

    /**
     * What a signature can mean.
     *
     * @param name as programs have it
     * @param title as people read it; null for the words that the workspace has for the usual ones
     */
    record Meaning(String name, @JsonInclude @Nullable String title) {}

    /**
     * Where a second person has to sign.
     *
     * @param resourceType of records, {@value SigningPolicy#ANY} for all
     * @param meaning of the signature, {@value SigningPolicy#ANY} for all
     * @param notAuthor whoever changed the record, or signed it as its author, may not sign so
     * @param notTwice whoever has signed the same record, whatever was meant, may not sign so
     */
    record Rule(String resourceType, String meaning, boolean notAuthor, boolean notTwice) {

        boolean isAbout(String type, String wanted) {
            return (resourceType.equals(ANY) || resourceType.equals(type))
                    && (meaning.equals(ANY) || meaning.equals(wanted));
        }
    }

    Optional<Meaning> meaning(String name) {
        return meanings.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    boolean forbidsAuthor(String type, String meaning) {
        return rules.stream().anyMatch(rule -> rule.notAuthor() && rule.isAbout(type, meaning));
    }

    boolean forbidsTwice(String type, String meaning) {
        return rules.stream().anyMatch(rule -> rule.notTwice() && rule.isAbout(type, meaning));
    }
}
