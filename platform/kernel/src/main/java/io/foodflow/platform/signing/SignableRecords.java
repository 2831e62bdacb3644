package io.foodflow.platform.signing;

import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.context.Scope;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;

/**
 * Records of one type that can be signed. A service offers them as a bean, and declares in its {@code api} package an
 * {@code @HttpExchange} interface that extends this one, so that they can be signed where the service runs elsewhere.
 * Implementations are thread-safe.
 */
public interface SignableRecords {

    /** The type, as {@code node}. */
    String type();

    /** What one must be allowed to do to read such a record, as {@code node:read}, everywhere. */
    String permission();

    /**
     * The record with that id as it is now.
     *
     * @throws io.foodflow.platform.web.ProblemException 404 if the tenant has none, 403 if the caller may not read it whole,
     *     409 if it cannot be signed as it is
     */
    SignableRecord record(String id);

    /**
     * Refuses a caller who does not hold a permission everywhere: whoever sees a part of a record would sign another one than
     * who sees the whole.
     *
     * @throws ProblemException 403
     */
    static void requireEverywhere(String permission) {
        switch (CallContext.current().actor().scope(permission)) {
            case Scope.Everywhere _ -> {}
            case Scope.Nowhere _ -> throw new ProblemException(Problems.forbidden(permission));
            case Scope.Sites(var sites) -> throw new ProblemException(Problems.everywhereOnly(permission, sites));
        }
    }
}
