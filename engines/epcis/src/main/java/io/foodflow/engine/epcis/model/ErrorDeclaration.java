package io.foodflow.engine.epcis.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says that an earlier event with the same content was wrong (EPCIS 2.0 section 7.4.1.3).
 *
 * @param declarationTime when the error was declared
 * @param reason CBV short name ({@code did_not_occur}, {@code incorrect_data}) or a full URI
 * @param correctiveEventIds events that put it right
 * @param extensions fields of other namespaces
 */
public record ErrorDeclaration(
        Instant declarationTime, @Nullable String reason, List<String> correctiveEventIds, List<Extension> extensions) {

    public ErrorDeclaration {
        correctiveEventIds = List.copyOf(correctiveEventIds);
        extensions = List.copyOf(extensions);
    }
}
