// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who may ask for what.
 *
 * <p>On loopback every program of the machine may ask, and a browser is one that strangers' pages command: so the
 * {@code Host} must be this machine's (a name that a stranger has bound to 127.0.0.1 is not), and a change needs a header
 * that no page of another origin can send without being asked by the browser first, which nobody answers. Where there
 * is a token, everything needs it but the page itself, which holds nothing: the page asks its reader for the token.
 *
 * <p>Immutable; any thread.
 */
final class Guard {
    static final int UNAUTHORIZED = 401;
    static final int WRONG_METHOD = 405;

    /** What a change has to bring along, with any value. */
    static final String CHANGE_HEADER = "X-Tidemark-Request";

    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int MISDIRECTED = 421;
    private static final String PAGE = "/";
    private static final Set<String> READ = Set.of("GET", "HEAD");
    private static final Set<String> CHANGE = Set.of("POST");
    private static final Map<String, Set<String>> METHODS =
            Map.of(PAGE, READ, "/metrics", READ, "/status", READ, "/health", READ, "/pause", CHANGE, "/resume", CHANGE);
    private static final Pattern THIS_MACHINE =
            Pattern.compile("(?i)(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");
    private static final String BEARER = "Bearer ";

    private final boolean loopback;
    private final Optional<byte[]> token;

    /**
     * Why somebody may not.
     *
     * @param status HTTP's.
     * @param reason in words; for {@link #WRONG_METHOD} the right ones.
     */
    record Refusal(int status, String reason) {}

    Guard(final boolean loopback, final Optional<String> token) {
        this.loopback = loopback;
        this.token = token.map(text -> text.getBytes(StandardCharsets.US_ASCII));
    }

    Optional<Refusal> refusal(final HttpExchange exchange) {
        return Optional.ofNullable(
                refusal(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), exchange.getRequestHeaders()));
    }

    private Refusal refusal(final String method, final String path, final Headers headers) {
        final String host = headers.getFirst("Host");
        if (loopback && (host == null || !THIS_MACHINE.matcher(host).matches())) {
            return new Refusal(MISDIRECTED, "ask for this machine by 127.0.0.1 or localhost");
        }
        if (!PAGE.equals(path) && !hasToken(headers.getFirst("Authorization"))) {
            return new Refusal(UNAUTHORIZED, "Authorization: Bearer <token> is missing or wrong");
        }
        final Set<String> methods = METHODS.get(path);
        if (methods == null) {
            return new Refusal(NOT_FOUND, "not found; there are /, /status, /metrics, /health, /pause, /resume");
        }
        if (!methods.contains(method)) {
            return new Refusal(WRONG_METHOD, methods == CHANGE ? "POST" : "GET, HEAD");
        }
        if (methods == CHANGE && !isOwn(headers, host)) {
            return new Refusal(FORBIDDEN, "a change needs the header " + CHANGE_HEADER + ", and no other origin");
        }
        return null;
    }

    private boolean hasToken(final String authorization) {
        if (token.isEmpty()) {
            return true;
        }
        final boolean bearer =
                authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
        final String shown = bearer ? authorization.substring(BEARER.length()).strip() : "";
        // takes the same time wherever the first difference is
        return MessageDigest.isEqual(token.get(), shown.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isOwn(final Headers headers, final String host) {
        final String origin = headers.getFirst("Origin");
        return headers.getFirst(CHANGE_HEADER) != null
                && (origin == null || origin.equals("http://" + host) || origin.equals("https://" + host));
    }
}
