// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.ddl;

import io.debezium.ddl.parser.mariadb.generated.MariaDBLexer;
import io.debezium.ddl.parser.mariadb.generated.MariaDBParser;
import io.debezium.ddl.parser.mysql.generated.MySqlLexer;
import io.debezium.ddl.parser.mysql.generated.MySqlParser;
import java.util.List;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;

/** Parses by the grammar of one dialect, without a word on the console. */
final class Grammar {
    /**
     * What came of a text.
     *
     * @param tree  the whole text; only parts of it where there is an error.
     * @param rules the rules' names by number.
     * @param error where the text left the grammar, null if it did not.
     */
    record Parsed(ParserRuleContext tree, List<String> rules, String error) {}

    /** Keeps the first error; those behind it only follow from it. */
    private static final class FirstError extends BaseErrorListener {
        private String text;

        @Override
        public void syntaxError(
                final Recognizer<?, ?> recognizer,
                final Object symbol,
                final int line,
                final int column,
                final String message,
                final RecognitionException e) {
            if (text == null) {
                // not the parser's words: they are long, and may hold a password
                text = "line " + line + " column " + (column + 1) + ": " + what(symbol);
            }
        }
    }

    private static String what(final Object symbol) {
        if (!(symbol instanceof Token token)) {
            return "a sign that the grammar does not know";
        }
        final String found = token.getText();
        if (token.getType() == Token.EOF) {
            return "the text ends too early";
        }
        return (found.startsWith("'") || found.startsWith("\"") ? "a string" : found) + " does not fit there";
    }

    private Grammar() {}

    /** A lexer that knows strings and comments of both dialects. */
    static Lexer quietLexer(final String sql) {
        final Lexer lexer = new MariaDBLexer(CharStreams.fromString(sql));
        lexer.removeErrorListeners();
        return lexer;
    }

    static Parsed parse(final Dialect dialect, final String sql) {
        final FirstError error = new FirstError();
        final String plain = VersionComments.opened(sql, dialect);
        if (dialect == Dialect.MYSQL) {
            final MySqlParser parser = new MySqlParser(tokens(new MySqlLexer(CharStreams.fromString(plain)), error));
            listen(parser, error);
            return new Parsed(parser.queries(), List.of(parser.getRuleNames()), error.text);
        }
        final MariaDBParser parser = new MariaDBParser(tokens(new MariaDBLexer(CharStreams.fromString(plain)), error));
        listen(parser, error);
        return new Parsed(parser.root(), List.of(parser.getRuleNames()), error.text);
    }

    private static CommonTokenStream tokens(final Lexer lexer, final FirstError error) {
        lexer.removeErrorListeners();
        lexer.addErrorListener(error);
        return new CommonTokenStream(lexer);
    }

    private static void listen(final Parser parser, final FirstError error) {
        parser.removeErrorListeners();
        parser.addErrorListener(error);
    }
}
