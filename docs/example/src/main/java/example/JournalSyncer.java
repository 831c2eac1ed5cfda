// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package example;

import io.tidemark.core.checkpoint.Checkpoint;
import io.tidemark.core.schema.TableId;
import io.tidemark.pipeline.CausalityKey;
import io.tidemark.pipeline.Pipeline;
import io.tidemark.pipeline.PipelineConfig;
import io.tidemark.pipeline.worker.Batch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Carries a journal's values into a directory with a file for each key, and goes on where it ended. */
public final class JournalSyncer {
    private static final TableId KEYS = TableId.of("journal", "keys");

    private final Path journal;
    private final Path directory;

    JournalSyncer(final Path journal, final Path directory) {
        this.journal = journal;
        this.directory = directory;
    }

    /** Runs once over what the journal, the first argument, holds. The second is the directory. */
    public static void main(final String... arguments) throws IOException, TimeoutException {
        if (arguments.length != 2) {
            System.err.println("expected: <journal> <directory>");
            System.exit(2);
        }
        System.out.println(new JournalSyncer(Path.of(arguments[0]), Path.of(arguments[1])).run() + " changes");
    }

    long run() throws IOException, TimeoutException {
        Files.createDirectories(directory);
        try (FileCheckpointStore store = new FileCheckpointStore(Path.of(directory + ".checkpoint"))) {
            final Checkpoint checkpoint = new Checkpoint(store);
            checkpoint.load();
            try (Journal source = new Journal(journal, checkpoint.globalPoint());
                    Pipeline<Journal.Change> pipeline = Pipeline.start(
                            PipelineConfig.builder().workers(4).build(), checkpoint, worker -> this::apply)) {
                final long changes = handIn(source, pipeline);
                pipeline.stop(Duration.ofSeconds(10));
                return changes;
            }
        }
    }

    private static long handIn(final Journal source, final Pipeline<Journal.Change> pipeline) throws IOException {
        final CausalityKey key = new CausalityKey();
        long changes = 0;
        for (Optional<Journal.Transaction> next = source.next(); next.isPresent(); next = source.next()) {
            for (final Journal.Change change : next.get().changes()) {
                key.start(KEYS, 0);
                key.add(change.key());
                pipeline.row(KEYS, next.get().end(), change, key.value());
                changes++;
            }
            pipeline.transactionEnd(next.get().end());
        }
        return changes;
    }

    /** To return is to promise that the values stay. A crash before it repeats some of them, which does no harm here. */
    private void apply(final Batch<Journal.Change> batch) throws IOException {
        for (int i = 0; i < batch.size(); i++) {
            final Journal.Change change = batch.payload(i);
            final Path aside = directory.resolve(change.key() + ".new");
            try (FileChannel channel = FileChannel.open(
                    aside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(change.value().getBytes(StandardCharsets.UTF_8)));
                channel.force(true);
            }
            Files.move(aside, directory.resolve(change.key()), StandardCopyOption.ATOMIC_MOVE);
        }
        try (FileChannel names = FileChannel.open(directory)) {
            names.force(true);
        }
    }
}
