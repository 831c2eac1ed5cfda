// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.example;

import io.tidemark.core.checkpoint.Checkpoint;
import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.store.CheckpointStore;
import io.tidemark.pipeline.Pipeline;
import io.tidemark.pipeline.PipelineConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

/** The README's embedding example: a source and a sink of one's own, neither of them MySQL. */
final class EmbeddingExample {
    record Change(TableId table, long id, String value) {}

    record Transaction(List<Change> changes, Location end) {}

    /** The sink: a map takes the place of a database. */
    final Map<Long, String> sink = new ConcurrentHashMap<>();

    /** The source: two transactions, of which a restart wants those behind its checkpoint. */
    static List<Transaction> transactionsAfter(final Location start) {
        final TableId users = TableId.of("shop", "users");
        return List.of(
                        new Transaction(List.of(new Change(users, 1, "Ada"), new Change(users, 2, "Bob")), end(120)),
                        new Transaction(List.of(new Change(users, 2, "Barbara")), end(240)))
                .stream()
                .filter(transaction -> transaction.end().compareTo(start) > 0)
                .toList();
    }

    private static Location end(final long offset) {
        return Location.at(new BinlogPosition("binlog.000001", offset));
    }

    void replicate(final CheckpointStore store) throws TimeoutException {
        // [README]
        Checkpoint checkpoint = new Checkpoint(store); // the store is yours, or JdbcCheckpointStore
        checkpoint.load();

        PipelineConfig config = PipelineConfig.builder()
                .workers(8) // each is a thread with an executor of its own
                .flushInterval(Duration.ofSeconds(1))
                .build();

        try (Pipeline<Change> pipeline = Pipeline.start(config, checkpoint, worker -> batch -> {
            for (int i = 0; i < batch.size(); i++) { // apply all of it or nothing; to return is to promise it stays
                sink.put(batch.payload(i).id(), batch.payload(i).value());
            }
        })) {
            for (Transaction transaction : transactionsAfter(checkpoint.globalPoint())) {
                for (Change change : transaction.changes()) { // equal keys stay in order, others run in parallel
                    pipeline.row(change.table(), transaction.end(), change, change.id());
                }
                pipeline.transactionEnd(transaction.end()); // the checkpoint may move here once all is applied
            }
            pipeline.stop(Duration.ofSeconds(10)); // everything is applied, and the checkpoint says so durably
        }
        // [/README]
    }
}
