package io.foodflow.platform.security;

import java.util.Comparator;

/**
 * An operation that asks for a permission.
 *
 * @param permission as {@code resource:action}
 * @param method HTTP method
 * @param path template of the path, as {@code /users/{id}}
 * @param summary what it does, in a sentence; empty if it does not say
 * @param atSites what comes of a caller who holds the permission at some sites only
 */
public record DeclaredOperation(String permission, String method, String path, String summary, AtSites atSites)
        implements Comparable<DeclaredOperation> {

    private static final Comparator<DeclaredOperation> ORDER = Comparator.comparing(DeclaredOperation::permission)
            .thenComparing(DeclaredOperation::path)
            .thenComparing(DeclaredOperation::method);

    @Override
    public int compareTo(DeclaredOperation other) {
        return ORDER.compare(this, other);
    }
}
