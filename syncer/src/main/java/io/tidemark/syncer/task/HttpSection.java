// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.task;

import io.tidemark.syncer.failure.OperatorException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Reads {@code tidemark.http}. No message of this class holds a token. */
final class HttpSection {
    private static final String LISTEN = "listen";
    private static final String TOKEN = "token";
    private static final String TOKEN_FILE = "token-file";

    private HttpSection() {}

    static Optional<HttpSettings> read(
            final Path file, final Map<String, String> environment, final Optional<String> option) {
        final Section tidemark = new Section(YamlReader.read(file), Keys.TASK).section("tidemark", Keys.TIDEMARK);
        final Section http = tidemark.section("http", Keys.HTTP);
        final Optional<String> token = token(http, new Passwords(environment, PasswordPrompt.NONE));
        final Optional<InetSocketAddress> address =
                option.isPresent() ? option.map(HttpSection::ofOption) : ofFile(tidemark, http);
        final Optional<HttpSettings> settings = address.map(at -> new HttpSettings(at, token));
        settings.ifPresent(found -> requireTokenForOthers(found, option, http));
        return settings;
    }

    private static InetSocketAddress ofOption(final String text) {
        try {
            return HttpSettings.parse(text);
        } catch (final IllegalArgumentException e) {
            throw new OperatorException("--http: " + e.getMessage(), e);
        }
    }

    private static Optional<InetSocketAddress> ofFile(final Section tidemark, final Section http) {
        if (!tidemark.has("http")) {
            return Optional.empty();
        }
        final String text = http.text(LISTEN);
        try {
            return Optional.of(HttpSettings.parse(text));
        } catch (final IllegalArgumentException e) {
            throw http.fault(LISTEN, e.getMessage());
        }
    }

    private static Optional<String> token(final Section http, final Passwords passwords) {
        if (http.has(TOKEN) && http.has(TOKEN_FILE)) {
            throw http.fault(TOKEN_FILE, "stands beside token: give one of the two");
        }
        if (!http.has(TOKEN) && !http.has(TOKEN_FILE)) {
            return Optional.empty();
        }
        final String key = http.has(TOKEN) ? TOKEN : TOKEN_FILE;
        final String token = http.has(TOKEN)
                ? passwords.of(http, TOKEN)
                : SecretFile.read(Path.of(http.text(TOKEN_FILE)), problem -> http.fault(TOKEN_FILE, problem));
        if (token.length() < HttpSettings.SHORTEST_TOKEN) {
            throw http.fault(
                    key,
                    "the token has " + token.length() + " characters, expected at least " + HttpSettings.SHORTEST_TOKEN
                            + ", such as openssl rand -hex 32 makes");
        }
        // anything else can't stand in a header
        if (!token.matches("[\\x21-\\x7e]+")) {
            throw http.fault(key, "the token holds a space, or a character that is not of ASCII");
        }
        return Optional.of(token);
    }

    private static void requireTokenForOthers(
            final HttpSettings settings, final Optional<String> option, final Section http) {
        if (settings.isLoopback() || settings.token().isPresent()) {
            return;
        }
        final String problem = "others than this machine could reach "
                + settings.address().getAddress().getHostAddress()
                + ": give tidemark.http.token or token-file, or listen at 127.0.0.1";
        throw option.isPresent() ? new OperatorException("--http: " + problem) : http.fault(LISTEN, problem);
    }
}
