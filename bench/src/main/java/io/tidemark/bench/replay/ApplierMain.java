// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.replication.Replication;
import io.tidemark.syncer.replication.RunOptions;
import io.tidemark.syncer.replication.StatusFormat;
import io.tidemark.syncer.task.Source;
import io.tidemark.syncer.task.Task;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A process that replays on command: an assignment a line comes in, an answer a line goes out, in JSON. It
 * lives on between replays, so that only the first one meets a cold machine, and ends with its input.
 */
public final class ApplierMain {
    private static final double NANOS_PER_SECOND = 1e9;

    private final RawReplay raw = new RawReplay();

    private ApplierMain() {}

    /**
     * Answers until the input ends.
     *
     * @param args none.
     * @throws IOException          if nobody listens any more.
     * @throws InterruptedException if the thread is interrupted.
     */
    public static void main(final String... args) throws IOException, InterruptedException {
        final PrintStream answers = System.out;
        // what libraries print must not stand among the answers
        System.setOut(System.err);
        final ObjectMapper json = new ObjectMapper();
        final BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        final ApplierMain applier = new ApplierMain();
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            final ApplierAnswer answer = applier.answer(json.readValue(line, Assignment.class));
            answers.println(json.writeValueAsString(answer));
            answers.flush();
        }
        System.exit(0);
    }

    private ApplierAnswer answer(final Assignment assignment) throws InterruptedException {
        try {
            return replay(assignment);
        } catch (final OperatorException e) {
            return new ApplierAnswer(0, 0, 0, e.getMessage());
        } catch (final RuntimeException | OutOfMemoryError e) {
            e.printStackTrace();
            return new ApplierAnswer(0, 0, 0, e.toString());
        }
    }

    private ApplierAnswer replay(final Assignment assignment) throws InterruptedException {
        final boolean isRaw = assignment.mode() == ApplierMode.RAW;
        if (isRaw) {
            raw.load(assignment);
        }
        // the rest of the replay before is not this one's
        System.gc();
        final ProcessUse use = ProcessUse.begin(ProcessHandle.current().pid());
        final long began = System.nanoTime();
        if (isRaw) {
            raw.run(assignment);
        } else {
            replicate(assignment);
        }
        final double seconds = (System.nanoTime() - began) / NANOS_PER_SECOND;
        return new ApplierAnswer(seconds, use.cpuSeconds(), use.peakBytes(), null);
    }

    private static void replicate(final Assignment assignment) throws InterruptedException {
        final Task task = new Task(
                "bench",
                Task.DEFAULT_META_SCHEMA,
                assignment.downstream().server(),
                new Source(
                        "bench",
                        assignment.upstream().server(),
                        OptionalLong.empty(),
                        Optional.of(assignment.from()),
                        Optional.empty()),
                assignment.mode().settings(assignment.workers(), assignment.batch()));
        final RunOptions options = new RunOptions(
                Optional.empty(), Optional.of(assignment.until()), StatusFormat.NONE, Duration.ofSeconds(1), false);
        new Replication(task, options, new PrintWriter(Writer.nullWriter())).run();
    }
}
