// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.syncer.failure.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSettingsTest {
    private static final String TOKEN = "0123456789abcdef";

    @TempDir
    private Path directory;

    private Optional<HttpSettings> read(final String tidemark, final Optional<String> option) throws IOException {
        final Path file = Files.writeString(directory.resolve("task.yaml"), TaskFileFixture.MINIMAL + tidemark);
        TaskFile.read(file, Map.of());
        return HttpSettings.read(file, Map.of("HTTP_TOKEN", TOKEN), option);
    }

    private Optional<HttpSettings> read(final String http) throws IOException {
        return read("tidemark: {http: {" + http + "}}\n", Optional.empty());
    }

    private AbstractThrowableAssert<?, ?> refused(final String http) {
        return assertThatThrownBy(() -> read(http))
                .isInstanceOf(OperatorException.class)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void nobodyIsAnsweredUnlessTheFileOrTheCommandLineSaysWhere() throws IOException {
        assertThat(read("", Optional.empty())).isEmpty();
        assertThat(read("", Optional.of("127.0.0.1:0"))).isPresent();
    }

    @Test
    void theCommandLineGoesFirst() throws IOException {
        final HttpSettings settings = read(
                        "tidemark: {http: {listen: \"127.0.0.1:8383\", token: \"${HTTP_TOKEN}\"}}\n",
                        Optional.of("[::1]:9"))
                .orElseThrow();
        assertThat(settings.address().getPort()).isEqualTo(9);
        assertThat(settings.isLoopback()).isTrue();
        assertThat(settings.token()).contains(TOKEN);
    }

    @Test
    void aTokenMayStandInAFile() throws IOException {
        final Path file = Files.writeString(directory.resolve("token"), TOKEN + "\n");
        assertThat(read("listen: \"0.0.0.0:8383\", token-file: \"" + file + '"')
                        .orElseThrow()
                        .token())
                .contains(TOKEN);
        refused("listen: \"0.0.0.0:8383\", token-file: \"" + directory.resolve("absent") + '"')
                .hasMessageContaining("tidemark.http.token-file: there is no file");
        refused("listen: \"0.0.0.0:8383\", token: a, token-file: b").hasMessageContaining("give one of the two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:8383", "[::]:8383", "192.0.2.1:8383"})
    void whereOthersCouldAskATokenIsNeeded(final String listen) throws IOException {
        refused("listen: \"" + listen + '"')
                .hasMessageContaining("tidemark.http.listen: others than this machine could reach")
                .hasMessageContaining("token");
        assertThatThrownBy(() -> read("", Optional.of(listen)))
                .hasMessageStartingWith("--http: others than this machine");
        assertThat(read("listen: \"" + listen + "\", token: \"${HTTP_TOKEN}\"")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8383", "127.0.0.1", "127.0.0.1:", ":8383", "127.0.0.1:65536", "::1:8383", "127.0.0.1:x"})
    void anAddressIsHostAndPort(final String listen) {
        refused("listen: \"" + listen + '"').hasMessageContaining("tidemark.http.listen: found \"" + listen);
        assertThatThrownBy(() -> read("", Optional.of(listen))).hasMessageStartingWith("--http: found \"" + listen);
    }

    @Test
    void aTokenThatCouldBeGuessedOrNotSentIsRefusedWithoutBeingShown() {
        refused("listen: \"127.0.0.1:1\", token: s3cret")
                .hasMessageContaining("has 6 characters, expected at least 16");
        refused("listen: \"127.0.0.1:1\", token: \"s3cret and more and more\"").hasMessageContaining("a space");
        refused("listen: \"127.0.0.1:1\", token: \"${ABSENT}\"").hasMessageContaining("ABSENT is not set");
    }

    @Test
    void aMissingAddressAndAMisspeltKeyAreNamed() {
        refused("token: \"${HTTP_TOKEN}\"").hasMessageContaining("tidemark.http.listen: is missing");
        refused("lisen: x").hasMessageContaining("did you mean listen?");
    }
}
