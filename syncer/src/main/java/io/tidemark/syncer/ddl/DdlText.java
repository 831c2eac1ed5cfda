// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.ddl;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.schema.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;

/**
 * A statement with the places of all names in its text, so that they can be written anew, and with what it does. Immutable.
 */
public final class DdlText {
    /**
     * A place in the text.
     *
     * @param from of its first character.
     * @param to   behind its last one.
     */
    public record Span(int from, int to) {}

    /**
     * The name of a table, view or sequence.
     *
     * @param table   the name; an unqualified one has the schema that the server would look in.
     * @param changed whether the statement creates, changes or drops it; else it only reads it.
     * @param span    where it stands, schema included.
     */
    public record Name(TableId table, boolean changed, Span span) {}

    private final String text;
    private final Set<DdlEvent> events;
    private final List<Name> tables;
    private final Optional<Span> schema;
    private final List<Span> changes;
    private final boolean replacing;

    private DdlText(final String text, final DdlTree tree, final ParserRuleContext statement) {
        this.text = text;
        final Places places = new Places(text);
        final String rule = tree.rule(statement);
        final AlterSpecs specs = AlterSpecs.of(tree, statement);
        this.events = DdlEvents.of(rule, specs);
        this.tables = new NameCollector(tree, places, rule).collect(statement);
        this.schema = statement.getRuleContexts(ParserRuleContext.class).stream()
                .filter(node -> rule.endsWith("Database") && tree.isSchemaName(node))
                .findFirst()
                .map(places::of);
        this.changes = specs.spans(places);
        this.replacing = beginsWithReplace(statement);
    }

    /**
     * Reads a statement that {@link DdlClassifier} has found to be one to execute.
     *
     * @param dialect       whose grammar is tried first.
     * @param defaultSchema the schema of unqualified names, empty if there is none.
     * @param sql           the statement.
     * @return what it says.
     * @throws IllegalArgumentException if no grammar knows it, or if it is not one statement.
     */
    public static DdlText of(final Dialect dialect, final String defaultSchema, final String sql) {
        requireNonNull(defaultSchema, "defaultSchema");
        final Dialect other = dialect == Dialect.MYSQL ? Dialect.MARIADB : Dialect.MYSQL;
        for (final Dialect tried : List.of(dialect, other)) {
            final Grammar.Parsed parsed = Grammar.parse(tried, sql);
            final DdlTree tree = new DdlTree(parsed, defaultSchema);
            final List<ParserRuleContext> statements = parsed.error() == null ? tree.statements() : List.of();
            if (statements.size() == 1) {
                return new DdlText(VersionComments.opened(sql, tried), tree, statements.get(0));
            }
        }
        throw new IllegalArgumentException("no grammar knows " + sql);
    }

    /** A grammar may leave the first word to the rule around the statement's. */
    private static boolean beginsWithReplace(final ParserRuleContext statement) {
        final List<String> words = new ArrayList<>();
        AlterSpecs.words(statement.getParent(), words, 3);
        return words.equals(List.of("CREATE", "OR", "REPLACE"));
    }

    /**
     * The same for a statement of a session that may quote in another way.
     *
     * @param dialect       whose grammar is tried first.
     * @param defaultSchema the schema of unqualified names, empty if there is none.
     * @param sql           the statement.
     * @param session       the session in which it was executed.
     * @return what it says; names in its text are quoted by back-quotes.
     * @throws IllegalArgumentException if no grammar knows it, or if it is not one statement.
     */
    public static DdlText of(
            final Dialect dialect, final String defaultSchema, final String sql, final LoggedSession session) {
        return of(dialect, defaultSchema, PlainQuotes.of(sql, session));
    }

    /** @return the statement with the version comments opened that its server executes: what the places are in. */
    public String text() {
        return text;
    }

    /** @return what it does; never empty. */
    public Set<DdlEvent> events() {
        return events;
    }

    /** @return the tables that it names, in the order of the text; a name that stands there twice is there twice. */
    public List<Name> tables() {
        return tables;
    }

    /** @return where it names the schema that it is about as a whole; empty if it is about tables, or names none. */
    public Optional<Span> schema() {
        return schema;
    }

    /** @return the changes of an ALTER TABLE, behind the table's name; empty for other statements. */
    public List<Span> changes() {
        return changes;
    }

    /** @return whether what has the name already is dropped first. */
    public boolean isReplacing() {
        return replacing;
    }
}
