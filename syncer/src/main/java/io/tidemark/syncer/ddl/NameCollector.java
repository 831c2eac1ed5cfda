// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.ddl;

import io.tidemark.core.schema.TableId;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;

/** Collects the names of tables in a statement, those that are changed and those that are read. */
final class NameCollector {
    private static final String CREATE_TABLE = "createTable";

    private final DdlTree tree;
    private final Places places;
    private final String statement;
    private final List<DdlText.Name> names = new ArrayList<>();

    NameCollector(final DdlTree tree, final Places places, final String statement) {
        this.tree = tree;
        this.places = places;
        this.statement = statement;
    }

    List<DdlText.Name> collect(final ParserRuleContext node) {
        changed(node);
        return List.copyOf(names);
    }

    private void changed(final ParserRuleContext node) {
        for (final ParserRuleContext child : node.getRuleContexts(ParserRuleContext.class)) {
            if (tree.isReadOnly(child)) {
                read(child);
            } else if (tree.isTableName(child, node)) {
                // a second name of a CREATE TABLE is the one that LIKE reads
                add(tree.table(child), names.isEmpty() || !statement.equals(CREATE_TABLE), child);
            } else {
                changed(child);
            }
        }
    }

    private void read(final ParserRuleContext node) {
        for (final ParserRuleContext child : node.getRuleContexts(ParserRuleContext.class)) {
            if (tree.isReadTable(child)) {
                add(tree.rule(node).startsWith("reference") ? parent(child) : tree.table(child), false, child);
            } else {
                read(child);
            }
        }
    }

    /** A foreign key looks for its parent in the child's schema, whatever the default schema is. */
    private TableId parent(final ParserRuleContext name) {
        final TableId parent = tree.table(name);
        return DdlTree.isQualified(name) || names.isEmpty()
                ? parent
                : TableId.of(names.get(0).table().schema(), parent.table());
    }

    private void add(final TableId table, final boolean changed, final ParserRuleContext name) {
        names.add(new DdlText.Name(table, changed, places.of(name)));
    }
}
