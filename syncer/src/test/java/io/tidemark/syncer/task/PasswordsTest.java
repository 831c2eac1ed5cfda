// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.task;

import static io.tidemark.syncer.task.TaskFileFixture.MINIMAL;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tidemark.syncer.tls.TlsMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Where a task's passwords and keys come from. */
class PasswordsTest {
    @TempDir
    private Path directory;

    private TaskFileFixture file;

    @BeforeEach
    void fixture() {
        file = new TaskFileFixture(directory);
    }

    private Path secret(final String text, final String rights) throws IOException {
        final Path secret = directory.resolve("secret");
        Files.writeString(secret, text);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString(rights));
        return secret;
    }

    @Test
    void readsAPasswordFromAFileWithoutItsLineEnd() throws IOException {
        final Path secret = secret(" s3cret with spaces \n", "rw-------");

        assertThat(file.read(MINIMAL.replace("password: s3cret-up", "password-file: " + secret))
                        .source()
                        .server()
                        .password())
                .isEqualTo(" s3cret with spaces ");
        assertThat(file.read(MINIMAL.replace("s3cret-down", "\"${file:" + secret + "}\""))
                        .target()
                        .password())
                .isEqualTo(" s3cret with spaces ");
    }

    @Test
    void warnsOfAFileThatOthersCanRead() throws IOException {
        final Logger logger = (Logger) LoggerFactory.getLogger(SecretFile.class);
        final ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            final String yaml = MINIMAL.replace("password: s3cret-up", "password-file: " + directory.resolve("secret"));
            secret("s3cret", "rw-------");
            file.read(yaml);
            assertThat(log.list).isEmpty();

            secret("s3cret", "rw-r-----");
            file.read(yaml);
            assertThat(log.list).singleElement().satisfies(line -> assertThat(line.getFormattedMessage())
                    .contains("secret can be read by others than its owner: chmod 600")
                    .doesNotContain("s3cret"));
        } finally {
            logger.detachAppender(log);
        }
    }

    @Test
    void refusesAFileThatHoldsNoPassword() throws IOException {
        final String yaml = MINIMAL.replace("password: s3cret-up", "password-file: " + directory.resolve("secret"));

        file.refused(yaml).withMessageContaining("from.password-file: there is no file");
        secret("\n", "rw-------");
        file.refused(yaml).withMessageContaining("secret is empty");
        secret("s3cret\ns3cret\n", "rw-------");
        file.refused(yaml).withMessageContaining("secret has several lines");
        file.refused(MINIMAL.replace("user: reader,", "user: reader, password-file: x,"))
                .withMessageContaining("from.password-file: is given beside password");
    }

    @Test
    void asksForWhatTheFileDoesNotSay() throws IOException {
        final List<String> asked = new ArrayList<>();
        final PasswordPrompt prompt = account -> {
            asked.add(account);
            return Optional.of("typed");
        };
        final Path yaml =
                Files.writeString(directory.resolve("asking.yaml"), MINIMAL.replace(", password: s3cret-down", ""));

        final Task task = TaskFile.read(yaml, Map.of(), prompt);

        assertThat(asked).containsExactly("writer@down:4000");
        assertThat(task.target().password()).isEqualTo("typed");
        assertThat(task.source().server().password()).isEqualTo("s3cret-up");
        assertThat(TaskFile.read(yaml, Map.of()).target().password()).isEmpty();
    }

    @Test
    void readsHowTlsIsWanted() {
        assertThat(file.read(MINIMAL).target().tls()).isEmpty();
        assertThat(file.read(MINIMAL.replace("host: down,", "host: down, security: {ssl-mode: required},"))
                        .target()
                        .tls())
                .hasValueSatisfying(tls -> assertThat(tls.mode()).isEqualTo(TlsMode.REQUIRED));
        assertThat(file.read(MINIMAL.replace("host: down,", "host: down, security: {},"))
                        .target()
                        .tls())
                .hasValueSatisfying(tls -> assertThat(tls.mode()).isEqualTo(TlsMode.VERIFY_IDENTITY));
    }

    @Test
    void refusesTlsThatCantBe() {
        file.refused(MINIMAL.replace("host: down,", "host: down, security: {ssl-mode: off},"))
                .withMessageContaining("expected verify-identity or verify-ca or required");
        file.refused(MINIMAL.replace("host: down,", "host: down, security: {ssl-ca: /none/ca.pem},"))
                .withMessageContaining("target-database.security: /none/ca.pem: there is no such file");
        file.refused(MINIMAL.replace("host: down,", "host: down, security: {ssl-mode: required, ssl-ca: ca.pem},"))
                .withMessageContaining("security.ssl-ca: is not looked at with ssl-mode required");
        file.refused(MINIMAL.replace("host: down,", "host: down, security: {ssl-cert: c.pem},"))
                .withMessageContaining("security.ssl-key: is missing: ssl-cert and ssl-key go together");
        file.refused(MINIMAL.replace("host: down,", "host: down, security: {cert-allowed-cn: [a]},"))
                .withMessageContaining("security.cert-allowed-cn: is a key of DM that Tidemark does not support yet");
    }
}
