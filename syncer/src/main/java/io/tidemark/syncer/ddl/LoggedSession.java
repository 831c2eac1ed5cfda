// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.ddl;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a source tells of the session in which a statement was executed, as variables by their names in SQL. Immutable.
 *
 * @param variables names and values, as text: numbers in digits, switches as ON and OFF; those that the source did not
 *                  tell are absent.
 */
public record LoggedSession(Map<String, String> variables) {
    /** Nothing is known. */
    public static final LoggedSession UNKNOWN = new LoggedSession(Map.of());

    /** The modes under which a statement's text is read. */
    public static final String SQL_MODE = "sql_mode";

    /** Under which a back-slash in a string is one like other characters. */
    public static final String NO_BACKSLASH_ESCAPES = "NO_BACKSLASH_ESCAPES";

    /** Copies the variables, in their order. */
    public LoggedSession {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(requireNonNull(variables, "variables")));
    }

    /**
     * The same with one more variable.
     *
     * @param name  its name.
     * @param value its value.
     * @return another session.
     */
    public LoggedSession with(final String name, final String value) {
        final Map<String, String> more = new LinkedHashMap<>(variables);
        more.put(name, value);
        return new LoggedSession(more);
    }

    /**
     * The same with a mode off.
     *
     * @param mode one of the names in {@code sql_mode}, which no other name there includes.
     * @return this session if the mode is not on.
     */
    public LoggedSession withoutMode(final String mode) {
        if (!hasMode(mode)) {
            return this;
        }
        final List<String> modes =
                new ArrayList<>(List.of(variables.get(SQL_MODE).split(",")));
        modes.remove(mode);
        return with(SQL_MODE, String.join(",", modes));
    }

    /**
     * Whether a mode was on.
     *
     * @param mode one of the names in {@code sql_mode}.
     * @return false also where that is not known.
     */
    public boolean hasMode(final String mode) {
        return List.of(variables.getOrDefault(SQL_MODE, "").split(",")).contains(mode);
    }
}
