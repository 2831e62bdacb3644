package io.foodflow.platform.storage;

/** An object that is there to stay. */
public record StoredObject(ObjectId id, long sizeBytes) {}
