package io.foodflow.platform.postgres;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** How much is in a folder; symbolic links count as files. Costs about 10 ms for a thousand files. */
record FolderSize(long files, long bytes) {

    static FolderSize of(Path folder) throws IOException {
        var total = new long[2];
        Files.walkFileTree(folder, new LivingTree() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                total[0]++;
                total[1] += attributes.size();
                return FileVisitResult.CONTINUE;
            }
        });
        return new FolderSize(total[0], total[1]);
    }

    FolderSize minus(FolderSize other) {
        return new FolderSize(files - other.files, bytes - other.bytes);
    }
}
