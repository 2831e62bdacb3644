package io.foodflow.demo.epcis;

import java.util.List;

/**
 * That an event told before was wrong.
 *
 * @param reason incorrect_data or did_not_occur
 * @param correctiveEventIds the events that tell it right; none when nothing happened
 */
public record ErrorDeclaration(long declaredMillis, String reason, List<String> correctiveEventIds) {
    public ErrorDeclaration {
        correctiveEventIds = List.copyOf(correctiveEventIds);
    }
}
