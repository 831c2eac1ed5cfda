package io.tidemark.syncer.task;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Resolves passwords that stand in the environment. No message of this class holds a password. */
final class Passwords {
    private static final String KEY = "password";
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(.*)}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Map<String, String> environment;

    Passwords(final Map<String, String> environment) {
        this.environment = environment;
    }

    /** The password of a server's section; empty if the section gives none. */
    String of(final Section server) {
        return of(server, KEY);
    }

    /** Another secret of a section; empty if the section gives none. */
    String of(final Section section, final String key) {
        final String text = section.optionalText(key).orElse("");
        final Matcher reference = REFERENCE.matcher(text);
        if (!reference.matches()) {
            return text;
        }
        final String name = reference.group(1);
        if (!NAME.matcher(name).matches()) {
            throw section.fault(key, "what stands in ${...} is not the name of an environment variable");
        }
        final String password = environment.get(name);
        if (password == null) {
            throw section.fault(key, "the environment variable " + name + " is not set; set it before the start");
        }
        return password;
    }
}
