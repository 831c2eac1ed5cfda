// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.http;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The status page, one file without any other, and the headers that keep a browser from doing anything else with it: it
 * runs the page's own script, known by its hash, and talks to this endpoint only. Immutable.
 */
final class StatusPage {
    private static final String FILE = "status.html";

    private final String html;
    private final String policy;

    private StatusPage(final String html) {
        this.html = html;
        this.policy = "default-src 'none'; connect-src 'self'; img-src data:; style-src '" + hash("style", html)
                + "'; script-src '" + hash("script", html)
                + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    static StatusPage load() {
        try (InputStream in = StatusPage.class.getResourceAsStream(FILE)) {
            return new StatusPage(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (final IOException e) {
            throw new UncheckedIOException("the status page could not be read", e);
        }
    }

    private static String hash(final String element, final String html) {
        final Matcher content = Pattern.compile("<" + element + ">(.*)</" + element + ">", Pattern.DOTALL)
                .matcher(html);
        if (!content.find()) {
            throw new IllegalStateException("the status page has no " + element);
        }
        try {
            final byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(content.group(1).getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    String html() {
        return html;
    }

    /** Headers of every answer, whatever it holds. */
    void secure(final Headers headers) {
        headers.set("Content-Security-Policy", policy);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cache-Control", "no-store");
    }
}
