package io.foodflow.identity.letters;

import io.foodflow.identity.links.Purpose;
import java.util.UUID;

/** A letter to be written: what the job that sends it keeps. It holds no secret and no address. */
record LetterOrder(Purpose purpose, UUID subject, Language language) {}
