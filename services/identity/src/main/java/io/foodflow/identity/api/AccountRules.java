package io.foodflow.identity.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What a tenant asks of its accounts, as far as other services care.
 *
 * @param secondFactorRequired whoever has no second factor sets one up at the next sign-in
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AccountRules(boolean secondFactorRequired) {}
