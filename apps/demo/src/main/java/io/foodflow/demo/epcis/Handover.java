package io.foodflow.demo.epcis;

import io.foodflow.demo.company.Site;

/** From whom and where to whom and where: the source and destination lists. */
public record Handover(Site from, Site to) {}
