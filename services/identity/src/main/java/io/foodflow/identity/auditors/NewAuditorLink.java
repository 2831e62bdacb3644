package io.foodflow.identity.auditors;

import io.foodflow.identity.users.EmailAddress;
import io.foodflow.platform.context.Reach;
import java.time.Instant;

/** A link that is to be made. */
record NewAuditorLink(String name, EmailAddress email, Reach scope, Instant endsAt) {}
