package io.foodflow.demo.epcis;

import java.time.LocalDate;

/** Instance or lot master data, told once, when the lot is made. */
public record LotDetails(String code, LocalDate made, LocalDate expires, String countryOfOrigin, boolean harvested) {}
