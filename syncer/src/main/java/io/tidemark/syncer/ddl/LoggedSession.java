package io.tidemark.syncer.ddl;

import static java.util.Objects.requireNonNull;

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
     * Whether a mode was on.
     *
     * @param mode one of the names in {@code sql_mode}.
     * @return false also where that is not known.
     */
    public boolean hasMode(final String mode) {
        return List.of(variables.getOrDefault(SQL_MODE, "").split(",")).contains(mode);
    }
}
