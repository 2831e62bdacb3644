/** What tests of every module stand on: the real platform on the real PostgreSQL, and a client to call it. */
package io.foodflow.testkit;
