package io.foodflow.cli.tenant;

import io.foodflow.cli.api.Api;
import io.foodflow.cli.terminal.Progress;
import io.foodflow.cli.terminal.Terminal;
import java.time.Duration;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Work of the server that is followed until it has ended; it goes on at the server where the command is interrupted. */
record ServerWork(Api api, Terminal terminal) {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /**
     * Asks until the state is none of those named, and shows how far it is meanwhile.
     *
     * @param path of what has the fields {@code state} and, where it is known, {@code progress}
     * @param within the field that has these; empty where they are at the top
     * @return what has them, as it was answered last
     */
    JsonNode await(String task, String path, String within, Set<String> underWay) {
        Progress progress = terminal.progress(task, "");
        Duration wait = FIRST_PAUSE;
        String said = "";
        while (true) {
            JsonNode answer = api.get(path);
            JsonNode work = within.isEmpty() ? answer : answer.path(within);
            String state = work.path("state").asString("");
            if (!underWay.contains(state)) return work;
            if (work.has("progress")) progress.reached(work.path("progress").asDouble(0));
            if (!state.equals(said)) progress.remark(task + ": " + state.replace('_', ' '));
            said = state;
            api.pause(wait);
            wait = wait.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait.multipliedBy(2);
        }
    }
}
