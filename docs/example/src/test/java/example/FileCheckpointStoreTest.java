// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package example;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.schema.TableId;
import io.tidemark.core.store.CheckpointStore;
import io.tidemark.core.store.CheckpointStoreContract;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** The store keeps what every store has to promise. */
class FileCheckpointStoreTest extends CheckpointStoreContract {
    @TempDir
    private Path directory;

    private Path opened;

    @Override
    protected CheckpointStore open(final String task, final String sourceId) {
        opened = directory.resolve(task).resolve(sourceId);
        return new FileCheckpointStore(opened);
    }

    /** A directory stands where the new file is to be written. */
    @Override
    protected Optional<Runnable> failWritesOf(final TableId table) {
        final File obstacle = new File(opened + ".new");
        assertThat(obstacle.mkdir()).isTrue();
        return Optional.of(obstacle::delete);
    }
}
