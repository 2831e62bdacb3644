package io.foodflow.demo;

/**
 * One EPCIS 2.0 JSON-LD document. The bytes belong to whoever got the document; they are not copied.
 *
 * @param number from 0
 * @param json UTF-8
 * @param events how many are in it, 1..500
 */
@SuppressWarnings("ArrayRecordComponent")
public record DemoDocument(int number, byte[] json, int events) {}
