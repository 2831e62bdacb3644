package io.foodflow.audit.holds;

/** What came of releasing a hold. */
sealed interface HoldOutcome {

    record Released(Hold hold) implements HoldOutcome {}

    record Before(Hold hold) implements HoldOutcome {}

    record Absent() implements HoldOutcome {}
}
