/** Two small services for tests of the platform. Their descriptors lie in {@code src/test/services}, off the class path. */
package io.foodflow.testservices;
