package io.foodflow.demo.epcis;

import io.foodflow.demo.gs1.Identifier;

/**
 * A temperature record, in hundredths of a degree Celsius.
 *
 * @param fromMillis start of the record, epoch
 * @param toMillis end of the record, epoch
 * @param alarm the limit was passed
 */
public record TemperatureLog(
        Identifier device, long fromMillis, long toMillis, int minimum, int maximum, int mean, boolean alarm) {}
