// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.ddl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/** The changes of an ALTER TABLE: what stands between its commas. Empty for other statements. */
record AlterSpecs(List<List<ParseTree>> specs) {
    private static final Set<String> PARTITIONING =
            Set.of("partitionClause", "removePartitioning", "partitionDefinitions");
    private static final int WORDS_OF_A_KIND = 5;

    static AlterSpecs of(final DdlTree tree, final ParserRuleContext statement) {
        final List<List<ParseTree>> specs = new ArrayList<>();
        if (tree.rule(statement).equals("alterTable")) {
            boolean named = false;
            final List<ParseTree> behindName = new ArrayList<>();
            for (int i = 0; i < statement.getChildCount(); i++) {
                final ParseTree child = statement.getChild(i);
                final boolean node = child instanceof ParserRuleContext;
                if (!named) {
                    named = node && tree.isTableName((ParserRuleContext) child, statement);
                } else if (!node || !tree.rule((ParserRuleContext) child).equals("waitNowaitClause")) {
                    behindName.add(child);
                }
            }
            split(tree, behindName, specs);
        }
        return new AlterSpecs(List.copyOf(specs));
    }

    private static void split(final DdlTree tree, final List<ParseTree> nodes, final List<List<ParseTree>> specs) {
        List<ParseTree> spec = new ArrayList<>();
        for (final ParseTree node : nodes) {
            final boolean comma = node.getText().equals(",");
            final String rule = node instanceof final ParserRuleContext context ? tree.rule(context) : "";
            if (comma || PARTITIONING.contains(rule)) {
                close(spec, specs);
                spec = new ArrayList<>();
            }
            if (Set.of("alterTableActions", "alterCommandList", "alterList").contains(rule)) {
                split(tree, children(node), specs);
            } else if (!comma && node.getChildCount() + node.getText().length() > 0) {
                spec.add(node);
            }
        }
        close(spec, specs);
    }

    private static void close(final List<ParseTree> spec, final List<List<ParseTree>> specs) {
        if (!spec.isEmpty()) {
            specs.add(List.copyOf(spec));
        }
    }

    private static List<ParseTree> children(final ParseTree node) {
        final List<ParseTree> children = new ArrayList<>();
        for (int i = 0; i < node.getChildCount(); i++) {
            children.add(node.getChild(i));
        }
        return children;
    }

    /** The first words of each change, in capitals; a quoted name keeps its quotes. */
    List<List<String>> words() {
        return specs.stream()
                .map(spec -> {
                    final List<String> words = new ArrayList<>();
                    spec.forEach(node -> words(node, words, WORDS_OF_A_KIND));
                    return List.copyOf(words);
                })
                .toList();
    }

    List<DdlText.Span> spans(final Places places) {
        return specs.stream()
                .map(spec -> places.of(first(spec.get(0)), last(spec.get(spec.size() - 1))))
                .toList();
    }

    private static Token first(final ParseTree node) {
        return node instanceof final TerminalNode leaf ? leaf.getSymbol() : ((ParserRuleContext) node).getStart();
    }

    private static Token last(final ParseTree node) {
        return node instanceof final TerminalNode leaf ? leaf.getSymbol() : ((ParserRuleContext) node).getStop();
    }

    static void words(final ParseTree node, final List<String> words, final int most) {
        if (words.size() >= most) {
            return;
        }
        if (node instanceof TerminalNode) {
            words.add(node.getText().toUpperCase(Locale.ROOT));
        }
        for (int i = 0; i < node.getChildCount(); i++) {
            words(node.getChild(i), words, most);
        }
    }
}
