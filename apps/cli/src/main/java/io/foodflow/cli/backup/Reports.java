package io.foodflow.cli.backup;

import io.foodflow.cli.terminal.CommandFailure;
import io.foodflow.cli.terminal.ExitCode;
import io.foodflow.platform.postgres.BackupReport;
import io.foodflow.platform.postgres.EmbeddedPostgresException;
import java.util.Locale;

/** How the outcome of a backup or a restore is told. */
final class Reports {
    private Reports() {}

    static String line(String what, BackupReport report) {
        return String.format(
                Locale.ROOT,
                "%s: %,d files, %,d MB, PostgreSQL %s, as of %s, in %.1f s",
                what,
                report.files(),
                report.bytes() >> 20,
                report.version(),
                report.created(),
                report.took().toMillis() / 1e3);
    }

    static CommandFailure failure(EmbeddedPostgresException failure) {
        ExitCode code = switch (failure.reason()) {
            case HOME_IN_USE, RESTORE_REFUSED -> ExitCode.REFUSED;
            default -> ExitCode.FAILURE;
        };
        return new CommandFailure(code, String.valueOf(failure.getMessage()), failure);
    }
}
