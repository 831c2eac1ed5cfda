// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.task;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds passwords: in the task file, the environment, a file, or by asking. No message of this class holds one. */
final class Passwords {
    private static final String KEY = "password";
    private static final String FILE_KEY = "password-file";
    private static final String FILE_SCHEME = "file:";
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(.*)}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Map<String, String> environment;
    private final PasswordPrompt prompt;

    Passwords(final Map<String, String> environment, final PasswordPrompt prompt) {
        this.environment = environment;
        this.prompt = prompt;
    }

    /** The password of a server's section; empty if the section gives none, and none is asked for. */
    String of(final Section server) {
        if (server.has(FILE_KEY)) {
            if (server.has(KEY)) {
                throw server.fault(FILE_KEY, "is given beside password; give one of them");
            }
            return file(server, FILE_KEY, server.text(FILE_KEY));
        }
        if (!server.has(KEY)) {
            final String account = server.text("user") + '@' + server.text("host") + ':' + server.text("port");
            return prompt.ask(account).orElse("");
        }
        return of(server, KEY);
    }

    /** A secret of a section, given as text, in a variable, or in a file; empty if the section gives none. */
    String of(final Section section, final String key) {
        final String text = section.optionalText(key).orElse("");
        final Matcher reference = REFERENCE.matcher(text);
        if (!reference.matches()) {
            return text;
        }
        final String name = reference.group(1);
        if (name.startsWith(FILE_SCHEME)) {
            return file(section, key, name.substring(FILE_SCHEME.length()));
        }
        return variable(section, key, name);
    }

    private static String file(final Section server, final String key, final String file) {
        return SecretFile.read(Path.of(file), problem -> server.fault(key, problem));
    }

    private String variable(final Section section, final String key, final String name) {
        if (!NAME.matcher(name).matches()) {
            throw section.fault(
                    key, "what stands in ${...} is neither the name of an environment variable nor file:<path>");
        }
        final String password = environment.get(name);
        if (password == null) {
            throw section.fault(key, "the environment variable " + name + " is not set; set it before the start");
        }
        return password;
    }
}
