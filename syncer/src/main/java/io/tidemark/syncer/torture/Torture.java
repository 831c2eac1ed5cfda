// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.torture;

import io.tidemark.syncer.failure.OperatorException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A crash campaign on servers of its own. The workload goes on all the time; the syncer, which is the real program in a
 * process of its own, and its downstream are killed at random moments; in the end every change is accounted for. Several
 * pairs of servers may do so side by side, since most of the time of a kill is waiting.
 */
public final class Torture {
    private static final long REFRESH_MS = 200;
    private static final double NS_PER_S = 1e9;
    private static final int KEPT = 0;
    private static final int BROKEN = 1;
    private static final int SERVER_AT_FAULT = 3;

    private final TortureOptions options;
    private final TortureDisplay display;
    private final Recoveries recoveries = new Recoveries();
    private final List<Pair> pairs = new CopyOnWriteArrayList<>();
    /** A pair broke off, so the others need not go on. */
    private volatile boolean broken;

    /**
     * Nothing happens yet.
     *
     * @param options what to do.
     * @param out     where progress and the summary go.
     */
    public Torture(final TortureOptions options, final PrintStream out) {
        this.options = options;
        this.display = new TortureDisplay(out, options);
    }

    /**
     * Runs it.
     *
     * @return 0 if nothing was lost, duplicated, out of order or claimed too early, 1 if something was, 3 if a downstream
     *         server has lost by itself what it had committed, or starts no more, while the syncer did nothing wrong.
     * @throws IOException          if a file could not be written.
     * @throws SQLException         if a server refused something.
     * @throws InterruptedException if interrupted.
     * @throws OperatorException    if the syncer ended, or stood still, when it should not have; with the seed.
     */
    public int run() throws IOException, SQLException, InterruptedException {
        display.say("seed " + options.seed() + "; starting " + 2 * options.pairs() + " embedded MariaDB servers ...");
        final Path directory = Files.createTempDirectory("tidemark-torture");
        final long startNs = System.nanoTime();
        final ExecutorService threads = Executors.newFixedThreadPool(options.pairs());
        try {
            final Account account = all(threads, directory);
            final double seconds = (System.nanoTime() - startNs) / NS_PER_S;
            display.say(String.format(
                    Locale.ROOT,
                    "%d kills in %.1f s, %.2f s a kill",
                    account.counts().kills(),
                    seconds,
                    seconds / account.counts().kills()));
            final int code = report(account);
            if (code == KEPT) {
                delete(directory);
            } else {
                display.say("the syncers' logs are in " + directory);
            }
            return code;
        } finally {
            threads.shutdownNow();
            display.close();
        }
    }

    private Account all(final ExecutorService threads, final Path directory) throws InterruptedException {
        final ExecutorCompletionService<Account> running = new ExecutorCompletionService<>(threads);
        for (int i = 0; i < options.pairs(); i++) {
            final int index = i;
            running.submit(() -> share(options.ofPair(index), directory.resolve("pair-" + index)));
        }
        Account account = Account.NONE;
        OperatorException failure = null;
        for (int ended = 0; ended < options.pairs(); ) {
            final Future<Account> end = running.poll(REFRESH_MS, TimeUnit.MILLISECONDS);
            if (end == null) {
                display.progress(progress(), recoveries);
                continue;
            }
            ended++;
            try {
                account = account.plus(end.get());
            } catch (final ExecutionException e) {
                broken = true;
                pairs.forEach(Pair::abandon);
                failure = failure == null ? brokeOff(e.getCause()) : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return account;
    }

    private static OperatorException brokeOff(final Throwable cause) {
        return cause instanceof OperatorException known
                ? known
                : new OperatorException("the campaign broke off: " + cause, cause);
    }

    /** One share of the kills; if a server breaks down by itself, the rest of it goes on with new ones. */
    private Account share(final TortureOptions share, final Path directory) throws Exception {
        Account account = one(share, directory);
        for (int again = 1; account.counts().kills() < share.kills() && !broken; again++) {
            final TortureOptions rest = share.rest(account.counts().kills(), again);
            account = account.plus(one(rest, Path.of(directory + "-again-" + again)));
        }
        return account;
    }

    private Account one(final TortureOptions share, final Path directory) throws Exception {
        Files.createDirectory(directory);
        try (Pair pair = new Pair(share, recoveries, directory)) {
            pairs.add(pair);
            try {
                return pair.run();
            } catch (final OperatorException | IllegalStateException e) {
                throw new OperatorException(
                        "the campaign of seed " + share.seed() + " broke off: " + e.getMessage()
                                + "; the syncer's log is " + pair.log(),
                        e);
            }
        }
    }

    private Account progress() {
        return pairs.stream().map(Pair::progress).reduce(Account.NONE, Account::plus);
    }

    private int report(final Account account) {
        final String summary = new Summary(account, recoveries).text();
        if (account.clean()) {
            display.say(summary);
            return KEPT;
        }
        account.unequal().forEach(display::say);
        account.violations().forEach(display::say);
        display.say(summary);
        account.serverLosses().forEach(loss -> display.say("a downstream server is at fault: " + loss));
        if (account.promisesKept()) {
            display.say(
                    "what a server loses by itself says nothing about the syncer; the kills went on with new servers");
            return SERVER_AT_FAULT;
        }
        display.say("this is a defect, please report it with what is above; to replay: --seed " + options.seed()
                + (options.pairs() == 1 ? "" : " --pairs " + options.pairs()));
        return BROKEN;
    }

    private static void delete(final Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
