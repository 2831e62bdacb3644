package io.foodflow.platform.postgres;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which files of a running server's data folder belong to a physical backup. The lists follow pg_basebackup's
 * (PostgreSQL 18, src/backend/backup/basebackup.c, excludeDirContents and excludeFiles): what they leave out is made
 * anew at start, and the write-ahead log and the control file are copied apart.
 */
final class DataFolderFiles {

    private static final Set<String> LEFT_EMPTY = Set.of(
            "pg_wal",
            "pg_replslot",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans");
    private static final Set<String> LEFT_OUT = Set.of(
            "postmaster.pid",
            "postmaster.opts",
            "backup_label",
            "tablespace_map",
            "backup_manifest",
            "current_logfiles",
            "current_logfiles.tmp",
            "postgresql.auto.conf.tmp",
            "pg_control");
    private static final Pattern TEMPORARY =
            Pattern.compile("pgsql_tmp.*|pg_internal\\.init.*|t\\d+_\\d+(_\\w+)?(\\.\\d+)?|.*\\.unfinished-.*");

    private DataFolderFiles() {}

    /** What is done with each folder and file; paths are relative to the data folder. */
    interface Visitor {
        void folder(Path relative) throws IOException;

        void file(Path relative) throws IOException;
    }

    static void visit(Path data, Visitor visitor) throws IOException {
        Files.walkFileTree(data, new LivingTree() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                var relative = data.relativize(folder);
                if (isTemporary(folder)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                if (!folder.equals(data)) {
                    visitor.folder(relative);
                }
                return LEFT_EMPTY.contains(relative.toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isSymbolicLink()) {
                    throw new IOException(file + " is a symbolic link; tablespaces elsewhere are not backed up");
                }
                if (attributes.isRegularFile() && !isTemporary(file) && !LEFT_OUT.contains(name(file))) {
                    visitor.file(data.relativize(file));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static boolean isTemporary(Path file) {
        return TEMPORARY.matcher(name(file)).matches();
    }

    private static String name(Path file) {
        return file.getName(file.getNameCount() - 1).toString();
    }
}
