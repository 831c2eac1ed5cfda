// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is not let in. */
class GuardTest {
    private static final String TOKEN = "0123456789abcdef-0123456789abcdef";
    private static final String CHANGE = Guard.CHANGE_HEADER + ": 1";

    private static ServedRun open;
    private static ServedRun locked;

    @BeforeAll
    static void serve() throws InterruptedException {
        open = ServedRun.onLoopback().begun();
        locked = ServedRun.withToken(TOKEN).begun();
    }

    @AfterAll
    static void close() {
        open.close();
        locked.close();
    }

    /** A stranger's name that resolves to 127.0.0.1 makes a stranger's page of the same origin. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8383",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "127.evil.example",
                "10.0.0.1",
                ""
            })
    void refusesOtherNamesForThisMachine(final String host) throws IOException {
        assertThat(open.get("/status", "Host: " + host).status()).isIn(400, 421);
        assertThat(open.ask("POST", "/pause", CHANGE, "Host: " + host).status()).isIn(400, 421);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:8383", "127.0.0.1:1", "127.1.2.3", "[::1]:8383"})
    void knowsThisMachinesNames(final String host) throws IOException {
        assertThat(open.get("/status", "Host: " + host).status()).isEqualTo(200);
    }

    @Test
    void refusesAChangeThatAFormOfAnotherPageCouldSend() throws IOException {
        assertThat(open.ask("POST", "/pause").status()).isEqualTo(403);
        assertThat(open.ask("POST", "/pause", "Content-Type: text/plain").status())
                .isEqualTo(403);
        assertThat(open.ask("POST", "/pause", CHANGE, "Origin: http://evil.example")
                        .status())
                .isEqualTo(403);
        assertThat(open.ask("POST", "/pause", CHANGE, "Origin: null").status()).isEqualTo(403);
        assertThat(open.ask("OPTIONS", "/pause", CHANGE, "Origin: http://evil.example")
                        .status())
                .isEqualTo(405);
        assertThat(open.get("/pause", CHANGE).status()).isEqualTo(405);
        assertThat(open.pipeline.status().state()).hasToString("RUNNING");
    }

    @Test
    void takesAChangeOfItsOwnPage() throws IOException {
        final String own = "Origin: http://127.0.0.1:" + open.address.getPort();
        assertThat(open.ask("POST", "/resume", CHANGE, own).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/status", "/metrics", "/health", "/nothing"})
    void wantsTheTokenForEverythingButThePage(final String path) throws IOException {
        assertThat(locked.get(path).status()).isEqualTo(401);
        assertThat(locked.get(path).headers()).anyMatch(line -> line.startsWith("Www-authenticate: Bearer"));
        assertThat(locked.get(path, "Authorization: Bearer " + TOKEN + 'x').status())
                .isEqualTo(401);
        assertThat(locked.get(path, "Authorization: Bearer").status()).isEqualTo(401);
        assertThat(locked.get(path, "Authorization: " + TOKEN).status()).isEqualTo(401);
        assertThat(locked.get(path, "Authorization: Bearer " + TOKEN).status()).isIn(200, 404);
    }

    @Test
    void wantsTheTokenAndTheHeaderForAChange() throws IOException {
        assertThat(locked.ask("POST", "/pause", CHANGE).status()).isEqualTo(401);
        assertThat(locked.ask("POST", "/pause", "Authorization: Bearer " + TOKEN)
                        .status())
                .isEqualTo(403);
        assertThat(locked.ask("POST", "/resume", CHANGE, "authorization: bearer " + TOKEN)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void thePageNeedsNoTokenAndHoldsNothing() throws IOException {
        final ServedRun.Answer page = locked.get("/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .doesNotContain("orders")
                .doesNotContain("shop-1")
                .doesNotContain(TOKEN);
    }

    @Test
    void knowsItsPathsOnly() throws IOException {
        assertThat(open.get("/status/").status()).isEqualTo(404);
        assertThat(open.get("/../etc/passwd").status()).isEqualTo(404);
        assertThat(open.ask("DELETE", "/status").status()).isEqualTo(405);
    }
}
