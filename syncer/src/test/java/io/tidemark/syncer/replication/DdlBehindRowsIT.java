// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import static io.tidemark.syncer.replication.ServerPair.execute;
import static io.tidemark.syncer.replication.ServerPair.query;
import static io.tidemark.syncer.routing.RuleTexts.ignore;
import static io.tidemark.syncer.routing.RuleTexts.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.checkpoint.Checkpoint;
import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.GtidSet;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.core.store.InMemoryCheckpointStore;
import io.tidemark.pipeline.FlushMode;
import io.tidemark.pipeline.Pipeline;
import io.tidemark.syncer.ddl.DdlClassifier;
import io.tidemark.syncer.ddl.DdlRule;
import io.tidemark.syncer.ddl.Dialect;
import io.tidemark.syncer.ddl.LoggedSession;
import io.tidemark.syncer.downstream.Downstream;
import io.tidemark.syncer.downstream.DownstreamPresence;
import io.tidemark.syncer.downstream.RetriedQuestions;
import io.tidemark.syncer.downstream.RetriedTransaction;
import io.tidemark.syncer.downstream.RetryPolicy;
import io.tidemark.syncer.downstream.TableStructureReader;
import io.tidemark.syncer.embedded.EmbeddedServer;
import io.tidemark.syncer.embedded.EmbeddedServerOptions;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.monitor.RunCounts;
import io.tidemark.syncer.routing.BlockAllowList;
import io.tidemark.syncer.routing.DdlRouter;
import io.tidemark.syncer.routing.EventFilter;
import io.tidemark.syncer.routing.TableRouter;
import io.tidemark.syncer.routing.TableRules;
import io.tidemark.syncer.row.ColumnAgreement;
import io.tidemark.syncer.row.TableStructures;
import io.tidemark.syncer.row.UpstreamColumn;
import io.tidemark.syncer.row.UpstreamTransaction;
import io.tidemark.syncer.source.RowsEvent;
import io.tidemark.syncer.source.SourceStatement;
import io.tidemark.syncer.task.DdlSettings;
import io.tidemark.syncer.task.Delivery;
import io.tidemark.syncer.task.Source;
import io.tidemark.syncer.task.SyncerSettings;
import io.tidemark.syncer.task.Task;
import io.tidemark.syncer.task.Transactions;
import java.io.Serializable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A DDL behind rows of its own transaction, which is kept whole. No server logs one, so the events are made by hand. */
class DdlBehindRowsIT {
    private static final TableId TABLE = TableId.of("app", "t");
    private static final Location BEFORE = Location.at(new BinlogPosition("mysql-bin.000001", 400));
    private static final Location AFTER = Location.at(new BinlogPosition("mysql-bin.000001", 900));
    private static final UpstreamTransaction TRANSACTION =
            new UpstreamTransaction("0-1-7", BEFORE.position(), GtidSet.EMPTY);
    private static final String DDL = "ALTER TABLE app.t ADD COLUMN n INT";

    private static EmbeddedServer down;

    @BeforeAll
    static void startServer() {
        down = EmbeddedServer.open(EmbeddedServerOptions.downstream());
    }

    @AfterAll
    static void closeServer() {
        down.close();
    }

    @BeforeEach
    void createTable() throws SQLException {
        execute(down, "CREATE OR REPLACE DATABASE app", "CREATE TABLE app.t (id INT PRIMARY KEY)");
    }

    @Test
    void endsTheRunIfItIsToBeExecuted() throws Exception {
        final TableRules rules = TableRules.everything(Task.DEFAULT_META_SCHEMA);
        assertThatThrownBy(() -> handle(rules, DDL))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining(BEFORE.toString())
                .hasMessageContaining("can't be kept whole")
                .hasMessageContaining("tidemark.transactions");
        assertThatThrownBy(() -> handle(rules, DDL, new DdlRule("0-1-7", Optional.of("CREATE TABLE app.u (id INT)"))))
                .isInstanceOf(OperatorException.class);
        assertThat(columns()).isEqualTo("id");
        assertThat(rows()).isEmpty();
    }

    @Test
    void isNoMatterIfAFilterSkipsIt() throws Exception {
        handle(rules(BlockAllowList.EVERYTHING, new EventFilter(List.of(ignore("app.t", "alter table")))), DDL);
        assertThat(columns()).isEqualTo("id");
        assertThat(rows()).isEqualTo("1,2");
    }

    @Test
    void isNoMatterIfItsTableIsNotReplicated() throws Exception {
        handle(rules(list("", "", "hidden", ""), EventFilter.NOTHING), "CREATE TABLE hidden.h (id INT)");
        assertThat(rows()).isEqualTo("1,2");
    }

    @Test
    void isNoMatterIfAnOperatorLeavesItOut() throws Exception {
        handle(
                TableRules.everything(Task.DEFAULT_META_SCHEMA),
                DDL,
                new DdlRule(BEFORE.position().toString(), Optional.empty()));
        assertThat(columns()).isEqualTo("id");
        assertThat(rows()).isEqualTo("1,2");
    }

    private static TableRules rules(final BlockAllowList allowed, final EventFilter filter) {
        return new TableRules(Task.DEFAULT_META_SCHEMA, allowed, filter, TableRouter.STRAIGHT);
    }

    private static String columns() throws SQLException {
        return query(
                down,
                "SELECT GROUP_CONCAT(column_name ORDER BY ordinal_position) FROM information_schema.columns"
                        + " WHERE table_schema = 'app'");
    }

    private static String rows() throws SQLException {
        return query(down, "SELECT COALESCE(GROUP_CONCAT(id ORDER BY id), '') FROM app.t");
    }

    /** A row, the statement, and another row, as a run handles them. */
    private static void handle(final TableRules tables, final String sql, final DdlRule... decided)
            throws InterruptedException, TimeoutException {
        final Task task = task(tables, decided);
        final Downstream downstream = new Downstream(task.target());
        final Checkpoint checkpoint = new Checkpoint(new InMemoryCheckpointStore());
        checkpoint.load();
        final RetriedTransaction transactions = new RetriedTransaction(downstream, RetryPolicy.DEFAULT);
        final Deliveries deliveries = new Deliveries(task, downstream, transactions, new InMemoryCheckpointStore());
        final RowPipeline rows = RowPipeline.start(
                task.syncer(), checkpoint, downstream, RetryPolicy.DEFAULT, new RunCounts(), deliveries);
        final Pipeline<?> pipeline = rows.pipeline();
        try (pipeline;
                RetriedQuestions questions = new RetriedQuestions(downstream)) {
            final Dispatcher dispatcher = dispatcher(task, downstream, checkpoint, deliveries, rows, questions);
            dispatcher.rows(row(0));
            dispatcher.statement(new SourceStatement("app", sql, "0-1-7", BEFORE, true, LoggedSession.UNKNOWN));
            dispatcher.rows(row(1));
            dispatcher.transactionEnd(AFTER);
            pipeline.drain(Duration.ofMinutes(1));
            assertThat(dispatcher.isAtBoundary()).isTrue();
        }
    }

    private static Task task(final TableRules tables, final DdlRule... decided) {
        return new Task(
                "behind",
                Task.DEFAULT_META_SCHEMA,
                down.server(),
                new Source("s", down.server(), OptionalLong.empty(), Optional.empty(), Optional.empty()),
                new SyncerSettings(2, 10, Duration.ofSeconds(1), false, true, FlushMode.ASYNC, Delivery.AT_LEAST_ONCE)
                        .withTransactions(Transactions.WHOLE),
                new DdlSettings("task.yaml", List.of(decided)),
                tables);
    }

    private static RowsEvent row(final int number) {
        return new RowsEvent(
                RowsEvent.Kind.INSERT,
                TABLE,
                List.of(new UpstreamColumn(
                        UpstreamColumn.Kind.INTEGER, 4, 0, "id", Optional.empty(), OptionalInt.empty(), List.of())),
                List.of(),
                List.<Serializable[]>of(new Serializable[] {number + 1}),
                BEFORE,
                TRANSACTION,
                number);
    }

    private static Dispatcher dispatcher(
            final Task task,
            final Downstream downstream,
            final Checkpoint checkpoint,
            final Deliveries deliveries,
            final RowPipeline rows,
            final RetriedQuestions questions) {
        final TableStructureReader reader = new TableStructureReader(questions);
        final DownstreamPresence presence = new DownstreamPresence(questions);
        final SharedTables shared = new SharedTables(task.tables().router(), checkpoint);
        final DdlRouter router = new DdlRouter(task.tables(), Dialect.MARIADB, shared::isSource);
        final DdlClassifier classifier = new DdlClassifier(Dialect.MARIADB);
        final NewStructures newStructures = new NewStructures(checkpoint, presence::structure);
        return new Dispatcher(
                rows.pipeline(),
                rows.intake(),
                new RoutedStructures(
                        task.tables().router(),
                        new TableStructures(reader, reader::forget),
                        newStructures,
                        shared,
                        new ColumnAgreement(collation -> "utf8mb4"),
                        deliveries.keyRecords(questions)),
                newStructures,
                classifier,
                router,
                new DdlStep(
                        rows.pipeline(),
                        rows.intake(),
                        deliveries.ddl(),
                        presence,
                        new DdlDecisions(task, downstream),
                        router,
                        shared,
                        classifier,
                        false),
                new StartPoint(BEFORE, SafeMode.off(), false),
                deliveries.applied(),
                Optional.empty(),
                new EndOfReplay(rows.pipeline(), deliveries),
                () -> false,
                () -> {});
    }
}
