package io.foodflow.identity.sessions;

import java.util.UUID;

/** Whose session a refresh token belongs to. */
public record Holder(UUID session, UUID user, String email) {}
