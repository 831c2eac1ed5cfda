package io.tidemark.syncer.replication;

import io.tidemark.core.schema.DdlEffect;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.schema.TableInfo;
import io.tidemark.pipeline.Pipeline;
import io.tidemark.syncer.ddl.Classified;
import io.tidemark.syncer.downstream.Ddl;
import io.tidemark.syncer.downstream.DdlDelivery;
import io.tidemark.syncer.downstream.DownstreamPresence;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.row.RowChange;
import io.tidemark.syncer.source.SourceStatement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fence around a DDL: everything before it is applied and durably claimed, so no replay ever runs rows of the old
 * structure into the new one; then the statement is executed; then it is claimed at once. The source thread's.
 */
final class DdlStep {
    private static final Logger LOG = LoggerFactory.getLogger(DdlStep.class);

    /** A drain waits for the downstream, which bounds itself by its own timeouts and retries. */
    private static final Duration DRAIN_BOUND = Duration.ofDays(1);

    private final Pipeline<RowChange> pipeline;
    private final DdlDelivery delivery;
    private final DownstreamPresence presence;
    private final boolean everyDdlMayBeApplied;
    private boolean ddlSeen;

    /** @param everyDdlMayBeApplied in safe mode: whether an operator chose the start, so that no record tells. */
    DdlStep(
            final Pipeline<RowChange> pipeline,
            final DdlDelivery delivery,
            final DownstreamPresence presence,
            final boolean everyDdlMayBeApplied) {
        this.pipeline = pipeline;
        this.delivery = delivery;
        this.presence = presence;
        this.everyDdlMayBeApplied = everyDdlMayBeApplied;
    }

    void execute(final SourceStatement statement, final Classified classified, final boolean safeMode)
            throws InterruptedException {
        drain();
        Flush.await(pipeline);
        // the fence lets one DDL at most be applied and not yet claimed: the first that an unclean end left behind
        final boolean replaying = safeMode && (everyDdlMayBeApplied || !ddlSeen);
        ddlSeen = true;
        delivery.execute(
                new Ddl(
                        statement.defaultSchema(),
                        statement.sql(),
                        statement.gtid(),
                        statement.after(),
                        statement.insideTransaction(),
                        classified.tables(),
                        classified.schemas()),
                replaying);
        LOG.info("executed the DDL before {}, of {} {}", statement.after(), classified.tables(), classified.schemas());
        if (!statement.insideTransaction()) {
            pipeline.ddl(effectOf(classified), statement.after());
            Flush.await(pipeline);
            delivery.claimed();
        }
    }

    /** What the downstream has now tells what is gone: a RENAME names a table under its old and its new name. */
    private DdlEffect effectOf(final Classified classified) {
        final Map<Boolean, List<TableId>> byPresence =
                classified.tables().stream().distinct().collect(Collectors.partitioningBy(presence::hasTable));
        final Map<TableId, TableInfo> changed =
                byPresence.get(true).stream().collect(Collectors.toMap(table -> table, presence::structure));
        final List<String> droppedSchemas = classified.schemas().stream()
                .filter(schema -> !presence.hasSchema(schema))
                .toList();
        return new DdlEffect(changed, byPresence.get(false), droppedSchemas);
    }

    private void drain() {
        try {
            pipeline.drain(DRAIN_BOUND);
        } catch (final TimeoutException e) {
            throw new OperatorException("rows before a DDL were not applied within " + DRAIN_BOUND, e);
        }
    }
}
