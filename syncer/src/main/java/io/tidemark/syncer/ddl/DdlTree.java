// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.ddl;

import io.tidemark.core.schema.TableId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/**
 * Reads verdict and names off a parse tree of either grammar. Both call most things alike, so rules are told by name,
 * and one reading does for both.
 */
final class DdlTree {
    static final String ROWS_OF_TRIGGERS = "what triggers and events do arrives as rows";
    static final String SEVERAL = " statements in one text";
    private static final Set<String> WRAPPERS = Set.of(
            "queries",
            "query",
            "simpleStatement",
            "createStatement",
            "alterStatement",
            "dropStatement",
            "root",
            "sqlStatements",
            "sqlStatement",
            "ddlStatement");
    private static final Set<String> OF_SCHEMAS = Set.of("createDatabase", "alterDatabase", "dropDatabase");
    private static final Set<String> OF_TABLES = Set.of(
            "createTable",
            "alterTable",
            "dropTable",
            "renameTable",
            "renameTableStatement",
            "truncateTable",
            "truncateTableStatement",
            "createIndex",
            "dropIndex",
            "createView",
            "alterView",
            "dropView",
            "createSequence",
            "alterSequence",
            "dropSequence");
    private static final Set<String> OF_ROUTINES = Set.of(
            "createProcedure",
            "alterProcedure",
            "dropProcedure",
            "createFunction",
            "alterFunction",
            "dropFunction",
            "createSpatialReference",
            "dropSpatialReference",
            "procedureRef",
            "functionRef");
    private static final Set<String> TRIGGERS_AND_EVENTS =
            Set.of("createTrigger", "dropTrigger", "createEvent", "alterEvent", "dropEvent");
    private static final Set<String> TABLE_NAMES =
            Set.of("tableName", "tableRef", "viewName", "viewRef", "tableRefWithWildcard");
    private static final Set<String> SCHEMA_NAMES = Set.of("schemaName", "schemaRef", "uid");
    /** What is below these is read, not changed. */
    private static final Set<String> READ_ONLY = Set.of(
            "references",
            "referenceDefinition",
            "selectStatement",
            "queryExpression",
            "viewTail",
            "expression",
            "expr");

    private final Grammar.Parsed parsed;
    private final String defaultSchema;
    private final Set<TableId> tables = new LinkedHashSet<>();
    private final Set<String> schemas = new LinkedHashSet<>();

    DdlTree(final Grammar.Parsed parsed, final String defaultSchema) {
        this.parsed = parsed;
        this.defaultSchema = defaultSchema;
    }

    Classified classify() {
        if (parsed.error() != null) {
            return Classified.of(Verdict.UNPARSABLE, parsed.error());
        }
        final List<ParserRuleContext> statements = statements();
        if (statements.size() != 1) {
            return Classified.of(Verdict.UNPARSABLE, statements.size() + SEVERAL);
        }
        final ParserRuleContext statement = statements.get(0);
        final String rule = rule(statement);
        if (TRIGGERS_AND_EVENTS.contains(rule)) {
            return Classified.of(Verdict.SKIP, ROWS_OF_TRIGGERS);
        }
        if (isTemporary(statement)) {
            return Classified.of(Verdict.SKIP, "temporary tables live in one session");
        }
        if (OF_SCHEMAS.contains(rule)) {
            schemaNames(statement);
        } else if (OF_TABLES.contains(rule)) {
            tableNames(statement, rule);
        } else if (!OF_ROUTINES.contains(rule)) {
            return Classified.of(Verdict.SKIP, rule + " concerns one server");
        }
        return new Classified(Verdict.EXECUTE, "", List.copyOf(tables), List.copyOf(schemas));
    }

    /** The statements of the text, without what is wrapped around them. */
    List<ParserRuleContext> statements() {
        final List<ParserRuleContext> statements = new ArrayList<>();
        unwrap(parsed.tree(), statements);
        return statements;
    }

    private void unwrap(final ParserRuleContext node, final List<ParserRuleContext> statements) {
        if (!WRAPPERS.contains(rule(node))) {
            if (!rule(node).equals("setStatementFor") && !rule(node).equals("emptyStatement_")) {
                statements.add(node);
            }
            return;
        }
        for (final ParserRuleContext child : node.getRuleContexts(ParserRuleContext.class)) {
            unwrap(child, statements);
        }
    }

    private static boolean isTemporary(final ParserRuleContext statement) {
        for (int i = 0; i < statement.getChildCount(); i++) {
            if (statement.getChild(i) instanceof TerminalNode word
                    && word.getText().equalsIgnoreCase("TEMPORARY")) {
                return true;
            }
        }
        return false;
    }

    private void schemaNames(final ParserRuleContext statement) {
        for (final ParserRuleContext child : statement.getRuleContexts(ParserRuleContext.class)) {
            if (SCHEMA_NAMES.contains(rule(child))) {
                schemas.add(unquoted(child.getText()));
            }
        }
        if (schemas.isEmpty() && !defaultSchema.isEmpty()) {
            schemas.add(defaultSchema); // ALTER DATABASE without a name
        }
    }

    private void tableNames(final ParserRuleContext node, final String statement) {
        for (final ParserRuleContext child : node.getRuleContexts(ParserRuleContext.class)) {
            if (isTableName(child, node)) {
                tables.add(table(child));
                if (statement.equals("createTable")) {
                    return; // a second name is the one that LIKE reads
                }
            } else if (!READ_ONLY.contains(rule(child))) {
                tableNames(child, statement);
            }
        }
    }

    /** Whether a node that is not within what is only read names a table. */
    boolean isTableName(final ParserRuleContext node, final ParserRuleContext parent) {
        final String rule = rule(node);
        return TABLE_NAMES.contains(rule)
                // MariaDB's grammar has no rule of its own for names of views, sequences, and tables' new names
                || rule.equals("fullId")
                || (rule.equals("uid") && isRename(parent));
    }

    /** Whether what is below a node is read, not changed. */
    boolean isReadOnly(final ParserRuleContext node) {
        return READ_ONLY.contains(rule(node));
    }

    /** Whether a node that is within what is only read names a table. */
    boolean isReadTable(final ParserRuleContext node) {
        return Set.of("tableName", "tableRef").contains(rule(node));
    }

    /** Whether a node of a statement about schemas names one. */
    boolean isSchemaName(final ParserRuleContext node) {
        return SCHEMA_NAMES.contains(rule(node));
    }

    private boolean isRename(final ParserRuleContext node) {
        return rule(node).equals("alterSpecification")
                && node.getChild(0).getText().equalsIgnoreCase("RENAME")
                && !Set.of("COLUMN", "INDEX", "KEY", "CONSTRAINT")
                        .contains(node.getChild(1).getText().toUpperCase(Locale.ROOT));
    }

    /** A name of one or two parts. The dot is a token, or the first letter of one. */
    TableId table(final ParserRuleContext name) {
        final List<String> parts = new ArrayList<>();
        collectParts(name, parts);
        return parts.size() == 1 ? TableId.of(defaultSchema, parts.get(0)) : TableId.of(parts.get(0), parts.get(1));
    }

    static boolean isQualified(final ParserRuleContext name) {
        final List<String> parts = new ArrayList<>();
        collectParts(name, parts);
        return parts.size() > 1;
    }

    private static void collectParts(final ParseTree node, final List<String> parts) {
        if (node instanceof TerminalNode) {
            final String text = node.getText();
            final String part = text.startsWith(".") ? text.substring(1) : text;
            if (!part.isEmpty()) {
                parts.add(unquoted(part));
            }
        }
        for (int i = 0; i < node.getChildCount(); i++) {
            collectParts(node.getChild(i), parts);
        }
    }

    static String unquoted(final String name) {
        if (name.length() < 2) {
            return name;
        }
        final String quote = name.substring(0, 1);
        if ((quote.equals("`") || quote.equals("\"")) && name.endsWith(quote)) {
            return name.substring(1, name.length() - 1).replace(quote + quote, quote);
        }
        return name;
    }

    String rule(final ParserRuleContext node) {
        return parsed.rules().get(node.getRuleIndex());
    }
}
