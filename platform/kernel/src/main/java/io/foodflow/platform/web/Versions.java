package io.foodflow.platform.web;

import org.jspecify.annotations.Nullable;

/** Entity tags made of a resource's version number, and the check of {@code If-Match} against it. */
public final class Versions {

    private Versions() {}

    /** The ETag of a version. */
    public static String tag(long version) {
        return "\"" + version + "\"";
    }

    /** Refuses an update that does not say which version it changes (428), or another than the current one (412). */
    public static void requireMatch(@Nullable String ifMatch, long current) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new ProblemException(Problems.versionRequired());
        }
        var sent = ifMatch.trim();
        if (!sent.equals("*") && !sent.equals(tag(current))) {
            throw new ProblemException(Problems.changedMeanwhile(sent, tag(current)));
        }
    }
}
