package io.foodflow.identity.federation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a sign-in is to be like, for whom it is done.
 *
 * @param anew whether the person has to be asked again, signed in there or not ({@code prompt=login})
 * @param maxAgeSeconds how long ago the person may have been asked at most; null for any time
 * @param secondFactor whether a second factor is wanted
 * @param classes values of {@code acr} that an application wants, the best first
 * @param loginHint whom it means; null for anybody
 */
public record Wishes(
        boolean anew,
        @Nullable Long maxAgeSeconds,
        boolean secondFactor,
        List<String> classes,
        @Nullable String loginHint) {

    /** No wishes. */
    public static final Wishes NONE = new Wishes(false, null, false, List.of(), null);

    public Wishes {
        classes = List.copyOf(classes);
    }

    /** The same for somebody whose address is known, if it is. */
    Wishes of(@Nullable String email) {
        return email == null ? this : new Wishes(anew, maxAgeSeconds, secondFactor, classes, email);
    }

    /**
     * How many seconds ago the person may have been asked at most; empty for any time. Of none where the person is asked anew:
     * only whoever sends that is told when the person was asked, and can tell a provider that did not.
     */
    OptionalLong oldest() {
        if (anew) {
            return OptionalLong.of(0);
        }
        return maxAgeSeconds == null ? OptionalLong.empty() : OptionalLong.of(maxAgeSeconds);
    }

    /** What kinds of sign-in a provider is asked for: those wanted, then those that count as a second factor there. */
    List<String> classesAt(IdentityProvider provider) {
        var all = new LinkedHashSet<>(classes);
        if (secondFactor) {
            all.addAll(provider.secondFactorValues());
        }
        return List.copyOf(all);
    }

    /** Knows what whoever sent somebody to a page of the workspace wants of the sign-in that the page needs. */
    @FunctionalInterface
    public interface Source {

        /** The wishes behind a page, in the current tenant. Runs in the caller's transaction. */
        Wishes behind(String page);
    }
}
