package io.foodflow.platform.audit;

import io.foodflow.engine.ledger.notes.Checkpoint;
import io.foodflow.engine.ledger.notes.SignedNote;
import io.foodflow.engine.ledger.tiles.Tile;
import io.foodflow.engine.ledger.tiles.TileContent;
import io.foodflow.engine.ledger.tiles.TilePath;
import io.foodflow.engine.ledger.tiles.TileStore;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A ledger in the tables of whatever schema the caller's transaction is in; a commit counts once that transaction has
 * committed. Entries are not kept in bundles, which would be written again with each entry, but a row each, by whoever
 * appends them in the same transaction; bundles are made of these rows when they are read.
 */
final class PostgresTileStore implements TileStore {

    private static final int HASH_BYTES = 32;
    private static final String PUT = """
            insert into audit_tiles as t (level, idx, width, content) values (:level, :idx, :width, :content)
            on conflict (level, idx) do update set width = excluded.width, content = excluded.content
            """;

    private final JdbcClient jdbc;

    PostgresTileStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<byte[]> read(TilePath path) {
        return path.level() == TilePath.ENTRIES ? bundle(path) : hashes(path);
    }

    private Optional<byte[]> bundle(TilePath path) {
        long first = path.index() * TilePath.FULL;
        var entries = jdbc.sql(
                        "select content from audit_leaves where position >= ? and position < ? order by position")
                .params(first, first + path.width())
                .query((row, n) -> row.getBytes(1))
                .list();
        return entries.isEmpty() ? Optional.empty() : Optional.of(TileContent.ofEntries(entries));
    }

    private Optional<byte[]> hashes(TilePath path) {
        return jdbc.sql("select content from audit_tiles where level = ? and idx = ? and width >= ?")
                .params(path.level(), path.index(), path.width())
                .query((row, n) -> row.getBytes(1))
                .optional()
                .map(content -> Arrays.copyOf(content, Math.min(content.length, path.width() * HASH_BYTES)));
    }

    @Override
    public Optional<String> checkpoint() {
        return jdbc.sql("select note from audit_ledger where note is not null")
                .query(String.class)
                .optional();
    }

    @Override
    public boolean commit(Optional<String> expected, List<Tile> tiles, String checkpoint) {
        int moved = jdbc.sql("""
                        update audit_ledger set note = :next, size = :size, signed_at = clock_timestamp()
                        where note is not distinct from :expected""")
                .param("next", checkpoint)
                .param(
                        "size",
                        Checkpoint.parse(SignedNote.parse(checkpoint).text()).size())
                .param("expected", expected.orElse(null))
                .update();
        if (moved == 0) {
            return false;
        }
        for (var tile : tiles) {
            if (tile.path().level() != TilePath.ENTRIES) {
                jdbc.sql(PUT)
                        .param("level", tile.path().level())
                        .param("idx", tile.path().index())
                        .param("width", tile.path().width())
                        .param("content", tile.content())
                        .update();
            }
        }
        return true;
    }
}
