package io.foodflow.platform.postgres;

import java.util.List;
import java.util.stream.LongStream;

/**
 * The write-ahead log that a backup needs to become consistent.
 *
 * @param timeline the server's timeline
 * @param start position of the checkpoint from which recovery begins
 * @param stop position just behind the end-of-backup record
 * @param segmentBytes size of a log file
 */
record WalRange(int timeline, long start, long stop, long segmentBytes) {

    /** Reads a position as PostgreSQL writes it: two hexadecimal halves, {@code 16/B374D848}. */
    static long position(String lsn) {
        var slash = lsn.indexOf('/');
        return Long.parseLong(lsn, 0, slash, 16) << 32 | Long.parseLong(lsn, slash + 1, lsn.length(), 16);
    }

    /**
     * Names of the log files, in order. Computed here, because {@code pg_walfile_name} answers differently for a
     * position on a file's boundary from one PostgreSQL version to the next.
     */
    List<String> files() {
        return LongStream.rangeClosed(start / segmentBytes, (stop - 1) / segmentBytes)
                .mapToObj(this::file)
                .toList();
    }

    private String file(long segment) {
        var perHalf = (1L << 32) / segmentBytes;
        return "%08X%08X%08X".formatted(timeline, segment / perHalf, segment % perHalf);
    }
}
