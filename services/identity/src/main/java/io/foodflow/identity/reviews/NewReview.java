package io.foodflow.identity.reviews;

import io.foodflow.identity.reviews.Review.ReviewScope;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A review that is to begin. */
record NewReview(String name, UUID reviewer, @Nullable UUID deputy, ReviewScope scope, Instant dueAt) {}
