package io.foodflow.platform.storage;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How objects are kept.
 *
 * @param verify whether an object that is read to its end is checked against its hash; costs about a second a gigabyte
 */
@ConfigurationProperties("foodflow.storage")
public record StorageSettings(@DefaultValue("true") boolean verify) {}
