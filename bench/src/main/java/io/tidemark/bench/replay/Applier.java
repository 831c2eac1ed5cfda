// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.syncer.failure.OperatorException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An {@link ApplierMain} process, begun when it is needed first. For one thread. */
final class Applier implements AutoCloseable {
    /** From this version on Java warns about what libraries do with native code. */
    private static final int JAVA_THAT_WARNS = 24;

    private final String memory;
    private final ObjectMapper json = new ObjectMapper();
    private Process process;
    private PrintStream commands;
    private BufferedReader answers;

    /**
     * Nothing runs yet.
     *
     * @param memory of the heap, for instance {@code 512m}.
     */
    Applier(final String memory) {
        this.memory = memory;
    }

    /**
     * Replays.
     *
     * @return what it took.
     * @throws OperatorException if it failed.
     */
    ApplierAnswer replay(final Assignment assignment) {
        try {
            if (process == null) {
                begin();
            }
            commands.println(json.writeValueAsString(assignment));
            commands.flush();
            return read(answers.readLine());
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot speak with the applier's process", e);
        }
    }

    private ApplierAnswer read(final String line) throws JsonProcessingException {
        if (line == null) {
            throw new OperatorException("the applier's process has ended; see above");
        }
        final ApplierAnswer answer = json.readValue(line, ApplierAnswer.class);
        if (answer.failure() != null) {
            throw new OperatorException(answer.failure());
        }
        return answer;
    }

    private void begin() throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + memory);
        // both loggers of the class path would do; without a choice, each process complains
        command.add("-Dslf4j.provider=org.slf4j.nop.NOPServiceProvider");
        if (Runtime.version().feature() >= JAVA_THAT_WARNS) {
            command.add("--enable-native-access=ALL-UNNAMED");
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(List.of("-cp", classPath(), ApplierMain.class.getName()));
        process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        commands = new PrintStream(process.getOutputStream(), false, StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Maven's tests run with a class path of one file, and tell the real one apart. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** Ends the process, which also ends by itself when this one does. */
    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
            process = null;
        }
    }
}
