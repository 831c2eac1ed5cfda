// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.pipeline.PipelineState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The status page in a headless Chromium: {@code mvn -Pbrowser verify -pl syncer -am}. It needs Chromium
 * ({@code apt-get install chromium}), so it is no part of the default build. Pictures go to {@code target/pages}.
 */
class StatusPageInBrowser {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Path PICTURES = Path.of("target", "pages");
    private static final String TOKEN = "0123456789abcdef";
    private static Browser browser;

    @BeforeAll
    static void open() throws Exception {
        Files.createDirectories(PICTURES);
        browser = Browser.open();
        browser.size(1240, 1000, false);
    }

    @AfterAll
    static void close() throws Exception {
        browser.close();
    }

    private static String text(final String id) {
        return browser.value("document.getElementById('" + id + "')?.textContent ?? ''")
                .asText();
    }

    private static void awaitText(final String id, final String expected) {
        await().atMost(LONG).until(() -> text(id).equals(expected));
    }

    private static String field(final String path) {
        return browser.value("document.querySelector('[data-field=\"" + path + "\"]').textContent")
                .asText();
    }

    @Test
    void showsTheRunAndIsNotRefusedAnything() throws Exception {
        try (ServedRun run = ServedRun.onLoopback().begun()) {
            run.apply(1, 1234, "row");
            run.pipeline.flush().join();
            final int before = browser.complaints().size();
            browser.show(run.url());
            awaitText("title", "orders");
            assertThat(text("state")).isEqualTo("running");
            assertThat(field("rows.applied")).isEqualTo("1,234");
            assertThat(field("points.flushed.position")).isEqualTo("mysql-bin.000007:1334");
            assertThat(browser.value("document.querySelectorAll('.worker').length")
                            .asInt())
                    .isEqualTo(3);
            run.apply(1235, 1, "row");
            await().atMost(LONG).until(() -> field("rows.applied").equals("1,235"));
            assertThat(browser.complaints().subList(before, browser.complaints().size()))
                    .isEmpty();
        }
    }

    @Test
    void fitsAPhoneInLightAndInDark() throws Exception {
        try (ServedRun run = ServedRun.onLoopback().begun()) {
            run.apply(1, 100, "row");
            for (final boolean dark : new boolean[] {false, true}) {
                browser.dark(dark);
                browser.size(360, 740, true);
                browser.show(run.url());
                awaitText("title", "orders");
                assertThat(browser.value("document.documentElement.scrollWidth").asInt())
                        .isLessThanOrEqualTo(360);
                browser.picture(PICTURES.resolve(dark ? "phone-dark.png" : "phone-light.png"));
            }
            final String ink =
                    browser.value("getComputedStyle(document.body).color").asText();
            browser.dark(false);
            assertThat(browser.value("getComputedStyle(document.body).color").asText())
                    .isNotEqualTo(ink);
            browser.size(1240, 1000, false);
        }
    }

    @Test
    void pausesAndResumesByKeyboard() throws Exception {
        try (ServedRun run = ServedRun.onLoopback().begun()) {
            browser.show(run.url());
            awaitText("state", "running");
            browser.value("document.body.focus()");
            browser.press("Tab", "Tab", 9);
            assertThat(browser.value("document.activeElement.id").asText()).isEqualTo("toggle");
            browser.press("Enter", "Enter", 13);
            await().atMost(LONG).until(() -> run.pipeline.status().state() == PipelineState.PAUSED);
            awaitText("state", "paused");
            awaitText("toggle", "Resume");
            assertThat(browser.value("document.activeElement.id").asText()).isEqualTo("toggle");
            browser.press("Enter", "Enter", 13);
            awaitText("state", "running");
        }
    }

    @Test
    void asksForTheTokenAndKeepsItToTheTab() throws Exception {
        try (ServedRun run = ServedRun.withToken(TOKEN).begun()) {
            browser.show(run.url());
            awaitText("state", "locked");
            enter("a wrong one");
            awaitText("banner", "That is not the token of this endpoint.");
            enter(TOKEN);
            awaitText("title", "orders");
            browser.show(run.url());
            awaitText("title", "orders");
        }
    }

    private static void enter(final String token) {
        browser.value("document.getElementById('token').value = '" + token
                + "'; document.getElementById('ask').requestSubmit()");
    }

    @Test
    void saysWhyItFailedAndGoesOnSayingSoWhenTheProcessIsGone() throws Exception {
        final ServedRun run = ServedRun.onLoopback().begun();
        try (run) {
            browser.show(run.url());
            awaitText("state", "running");
            run.apply(1, 1, "poison");
            awaitText("state", "failed");
            assertThat(text("banner")).startsWith("It has failed: ").doesNotContain(ServedRun.SECRET);
            browser.picture(PICTURES.resolve("failed.png"));
        }
        awaitText("state", "gone");
        await().atMost(LONG).until(() -> text("seen").startsWith("last seen "));
        assertThat(text("banner")).contains("does not answer any more").contains("It had failed");
        assertThat(text("title")).isEqualTo("orders");
        assertThat(browser.value("document.getElementById('toggle').disabled").asBoolean())
                .isTrue();
        browser.picture(PICTURES.resolve("gone.png"));
    }
}
