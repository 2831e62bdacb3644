package io.foodflow.cli.importing;

import io.foodflow.cli.api.Api;
import io.foodflow.cli.api.Json;
import io.foodflow.cli.api.Problem;
import io.foodflow.cli.terminal.CommandFailure;
import io.foodflow.cli.terminal.ExitCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A document that the server has taken and works on in the background. Asking for its state costs a request, so the pauses
 * between two questions grow from 50 ms to 2 s.
 *
 * @param id as the server named it
 */
public record Capture(String id) {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final int REASONS = 3;
    private static final int REJECTED_PAGE = 200;

    /** The outcome of the whole document: how many of its events went which way, and why the first were refused. */
    public record Outcome(
            boolean success, long total, long accepted, long duplicate, long rejected, List<String> reasons) {
        public Outcome {
            reasons = List.copyOf(reasons);
        }
    }

    /** From the answer to {@code POST /capture}. */
    public static Capture of(JsonNode answer) {
        String id = answer.path("capture_id").asString("");
        if (id.isEmpty()) {
            throw new CommandFailure(ExitCode.FAILURE, "the server took the document but named no capture_id");
        }
        return new Capture(id);
    }

    /** Waits until the server is through with the document. */
    public Outcome await(Api api) {
        Duration wait = FIRST_PAUSE;
        JsonNode state = api.get("/capture/" + id);
        while (state.path("running").asBoolean(false)) {
            api.pause(wait);
            wait = wait.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait.multipliedBy(2);
            state = api.get("/capture/" + id);
        }
        return outcome(state, api);
    }

    private Outcome outcome(JsonNode state, Api api) {
        JsonNode counts = state.path("counts");
        long rejected = counts.path("rejected").asLong(0);
        boolean success = state.path("success").asBoolean(false);
        List<String> reasons = success && rejected == 0 ? List.of() : reasons(state, rejected, api);
        return new Outcome(
                success,
                counts.path("total").asLong(0),
                counts.path("accepted").asLong(0),
                counts.path("duplicate").asLong(0),
                rejected,
                reasons);
    }

    /** Event by event where events were refused, otherwise what is wrong with the document as a whole. */
    private List<String> reasons(JsonNode state, long rejected, Api api) {
        var reasons = new ArrayList<String>();
        if (rejected > 0) {
            for (JsonNode event :
                    api.get("/capture/" + id + "/events?limit=" + REJECTED_PAGE).path("items")) {
                if (reasons.size() < REASONS
                        && "rejected".equals(event.path("outcome").asString(""))) {
                    reasons.addAll(eventReasons(event));
                }
            }
        }
        if (reasons.isEmpty()) {
            for (JsonNode error : state.path("errors"))
                reasons.add(Json.MAPPER.treeToValue(error, Problem.class).sentence());
        }
        return reasons.stream().limit(REASONS).toList();
    }

    private static List<String> eventReasons(JsonNode event) {
        String where = "event " + event.path("index").asLong(0) + ": ";
        var reasons = new ArrayList<String>();
        for (JsonNode error : event.path("errors")) {
            reasons.add(where
                    + Json.MAPPER.treeToValue(error, Problem.FieldError.class).sentence());
        }
        return reasons.isEmpty() ? List.of(where + "no reason given") : reasons;
    }
}
