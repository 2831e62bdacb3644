package io.foodflow.platform.web;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where people reach the platform. Links in mails are made of it, never of what a request says its host is.
 *
 * @param publicUrl as {@code https://foodflow.example.com}, with nothing after the host or with the path of a proxy
 */
@ConfigurationProperties("foodflow")
public record PublicAddress(@Nullable URI publicUrl) {

    public PublicAddress {
        boolean usable = publicUrl == null
                || (publicUrl.getHost() != null
                        && ("https".equals(publicUrl.getScheme()) || "http".equals(publicUrl.getScheme()))
                        && publicUrl.getRawQuery() == null
                        && publicUrl.getRawFragment() == null);
        if (!usable) {
            throw new IllegalArgumentException(
                    "foodflow.public-url must be an address as https://foodflow.example.com, was '%s'"
                            .formatted(publicUrl));
        }
    }

    /** The address of a page; a path without a host where the public address is not known. */
    public String link(String path) {
        return publicUrl == null ? path : publicUrl.toString().replaceAll("/+$", "") + path;
    }
}
