package io.foodflow.foodgraph.capture;

import io.foodflow.platform.events.EventConsumer;
import io.foodflow.platform.events.RecordedEvent;
import io.foodflow.platform.jobs.JobFinished;
import io.foodflow.platform.jobs.JobState;
import io.foodflow.platform.web.Problem;
import java.util.List;
import java.util.UUID;

/** Closes the captures whose job was cancelled or failed for good, so that nobody waits for them. */
final class UnfinishedCaptures implements EventConsumer {

    private final CaptureTable captures;

    UnfinishedCaptures(CaptureTable captures) {
        this.captures = captures;
    }

    @Override
    public String name() {
        return "foodgraph.unfinished-captures";
    }

    @Override
    public void on(List<RecordedEvent> events) {
        for (var event : events) {
            if (event.type().equals(JobFinished.class.getSimpleName())
                    && event.data().path("kind").asString().equals(CaptureJob.KIND)) {
                close(
                        UUID.fromString(event.resourceId()),
                        event.data().path("state").asString());
            }
        }
    }

    private void close(UUID job, String state) {
        if (state.equals(JobState.CANCELLED.text())) {
            captures.giveUp(
                    job,
                    Problem.of(
                            409, "capture-cancelled", "Capture cancelled", "the capture was cancelled before its end"));
        } else if (state.equals(JobState.FAILED.text())) {
            captures.giveUp(
                    job,
                    Problem.of(
                            500,
                            "capture-failed",
                            "Capture failed",
                            "the document could not be read to its end; the job '%s' says why".formatted(job)));
        }
    }
}
