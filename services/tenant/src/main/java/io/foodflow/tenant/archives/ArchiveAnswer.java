package io.foodflow.tenant.archives;

import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Hands an archive out. */
public final class ArchiveAnswer {

    private static final MediaType ZIP = MediaType.parseMediaType("application/zip");

    private ArchiveAnswer() {}

    /**
     * An answer with an archive as a file to keep, under a name with the day it was asked for.
     *
     * @param name what the file's name begins with
     */
    public static ResponseEntity<InputStreamResource> of(
            InputStream content, long bytes, String name, Instant requestedAt) {
        var day = requestedAt.atZone(ZoneOffset.UTC).toLocalDate();
        return ResponseEntity.ok()
                .contentType(ZIP)
                .contentLength(bytes)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("%s-%s.zip".formatted(name, day))
                                .build()
                                .toString())
                .body(new InputStreamResource(content));
    }
}
