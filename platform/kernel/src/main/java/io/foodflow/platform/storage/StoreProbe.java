package io.foodflow.platform.storage;

import java.io.IOException;

/** Tries whether the object store can keep anything. */
public interface StoreProbe {

    /** Returns if it can. */
    void run() throws IOException;
}
