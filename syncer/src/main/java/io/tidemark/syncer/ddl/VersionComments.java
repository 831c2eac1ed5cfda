// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.ddl;

import io.debezium.ddl.parser.mariadb.generated.MariaDBLexer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.Token;

/**
 * Opens comments whose contents a server executes: {@code /*!50003 ... *}{@code /}, and MariaDB's {@code /*M! ...
 * *}{@code /}. The grammars take them for mere comments, though a whole statement or the word TEMPORARY may be in one.
 */
final class VersionComments {
    private static final Pattern OPENING = Pattern.compile("/\\*(M?)!(\\d{5,6})?");
    private static final int CLOSING_LENGTH = 2;
    /** From here on numbers mean versions of MariaDB, which MySQL does not reach. */
    private static final int FIRST_MARIADB = 100_000;
    /** From here up to its own numbers MariaDB reads only a comment, because MySQL means something else by it. */
    private static final int FIRST_MYSQL_ONLY = 50_700;

    private VersionComments() {}

    static String opened(final String sql, final Dialect dialect) {
        if (!sql.contains("/*")) {
            return sql;
        }
        final StringBuilder text = new StringBuilder(sql);
        final Lexer lexer = Grammar.quietLexer(sql);
        // by code points, as the lexer counts
        int shift = 0;
        for (Token token = lexer.nextToken(); token.getType() != Token.EOF; token = lexer.nextToken()) {
            if (token.getType() != MariaDBLexer.SPEC_MYSQL_COMMENT && token.getType() != MariaDBLexer.COMMENT_INPUT) {
                continue;
            }
            final String comment = token.getText();
            final Matcher opening = OPENING.matcher(comment);
            if (opening.lookingAt() && isExecuted(opening, dialect)) {
                final int start = sql.offsetByCodePoints(0, token.getStartIndex()) + shift;
                final String contents = ' ' + comment.substring(opening.end(), comment.length() - CLOSING_LENGTH) + ' ';
                text.replace(start, start + comment.length(), contents);
                shift += contents.length() - comment.length();
            }
        }
        return text.toString();
    }

    private static boolean isExecuted(final Matcher opening, final Dialect dialect) {
        final boolean forMariadbOnly = !opening.group(1).isEmpty();
        if (forMariadbOnly && dialect == Dialect.MYSQL) {
            return false;
        }
        if (opening.group(2) == null) {
            return true;
        }
        final int version = Integer.parseInt(opening.group(2));
        if (dialect == Dialect.MYSQL) {
            return version < FIRST_MARIADB;
        }
        return forMariadbOnly || version < FIRST_MYSQL_ONLY || version >= FIRST_MARIADB;
    }
}
