// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.row;

import static java.util.Objects.requireNonNull;

import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.syncer.failure.OperatorException;
import io.tidemark.syncer.row.UpstreamColumn.Kind;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * Whether rows fit into a table downstream: whether every value that the upstream's column can have is carried over as it
 * is. A downstream column may be wider. What the binlog does not tell is not compared, and neither is what nobody knows: a
 * false alarm stops a replication that is right. Immutable.
 */
public final class ColumnAgreement {
    private final IntFunction<String> charsets;

    /**
     * Knows an upstream's collations.
     *
     * @param charsets the character set of a collation's number upstream, empty if it is not known.
     */
    public ColumnAgreement(final IntFunction<String> charsets) {
        this.charsets = requireNonNull(charsets, "charsets");
    }

    /**
     * Lets rows pass, or not.
     *
     * @param table     the table upstream.
     * @param columns   what the binlog tells of its columns.
     * @param structure the table downstream.
     * @param location  where the rows stand, for messages.
     * @throws OperatorException if a value could be carried over wrongly, or not at all.
     */
    public void require(
            final TableId table,
            final List<UpstreamColumn> columns,
            final TableStructure structure,
            final Location location) {
        if (structure.columns().size() != columns.size()) {
            throw new OperatorException("table " + table + " has " + columns.size() + " columns upstream at " + location
                    + ", but " + structure.columns().size() + " downstream (" + structure
                    + "): make the structures the same, and start again");
        }
        boolean charsetsAreCertain = true;
        for (int i = 0; i < columns.size(); i++) {
            final UpstreamColumn upstream = columns.get(i);
            final Column downstream = structure.columns().get(i);
            if (!upstream.name().isEmpty() && !folded(upstream.name()).equals(folded(downstream.name()))) {
                throw new OperatorException("column " + (i + 1) + " of " + table + " is `" + upstream.name()
                        + "` upstream at " + location + ", but " + downstream.quoted() + " downstream (" + structure
                        + "): give the columns the same names in the same order, and start again");
            }
            // whether these count among the columns of text is the server's own affair
            charsetsAreCertain &= downstream.type() != ColumnType.ADDRESS && downstream.type() != ColumnType.UUID;
            final String charset = charsetsAreCertain && upstream.collation().isPresent()
                    ? charsets.apply(upstream.collation().getAsInt())
                    : "";
            if (!downstream.declared().isEmpty() && !downstream.isGenerated() && !fits(upstream, charset, downstream)) {
                throw new OperatorException("column " + downstream.quoted() + " of " + table + " is "
                        + upstream.inWords(charset) + " upstream at " + location + ", but " + inWords(downstream)
                        + " downstream (" + structure
                        + "), which does not hold the same values: make the structures the same, and start again");
            }
        }
    }

    private static String folded(final String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static String inWords(final Column column) {
        return column.declared() + (column.charset().isEmpty() ? "" : " in " + column.charset());
    }

    /** @param charset of the upstream's column, empty if it is not known. */
    static boolean fits(final UpstreamColumn upstream, final String charset, final Column downstream) {
        final ColumnType type = downstream.type();
        final DeclaredType declared = DeclaredType.of(downstream.declared());
        return switch (upstream.kind()) {
            case INTEGER -> type == ColumnType.INTEGER && integerFits(upstream, downstream);
            case DECIMAL -> type == ColumnType.DECIMAL && decimalFits(upstream, declared);
            case FLOAT -> type == ColumnType.FLOAT;
            case DOUBLE -> type == ColumnType.DOUBLE;
            case BIT -> type == ColumnType.BIT && (declared.first() < 0 || upstream.size() <= declared.first());
            case YEAR -> type == ColumnType.YEAR;
            case DATE -> type == ColumnType.DATE || type == ColumnType.DATETIME;
            case DATETIME -> type == ColumnType.DATETIME && fractionFits(upstream, declared);
            case TIMESTAMP -> type == ColumnType.TIMESTAMP && fractionFits(upstream, declared);
            case TIME -> type == ColumnType.TIME && fractionFits(upstream, declared);
            case ENUM -> type == ColumnType.ENUM && membersFit(upstream, downstream);
            case SET -> type == ColumnType.SET && membersFit(upstream, downstream);
            case JSON -> type == ColumnType.JSON || type == ColumnType.TEXT || type == ColumnType.BYTES;
            case GEOMETRY -> type == ColumnType.GEOMETRY || type == ColumnType.BYTES;
            case CHAR, VARCHAR, BLOB -> textFits(upstream, charset, downstream, declared);
            case OTHER -> true;
        };
    }

    /** The sign of a value without one is told by the width of its column, so that one has to be the same. */
    private static boolean integerFits(final UpstreamColumn upstream, final Column downstream) {
        return upstream.unsigned().orElse(downstream.unsigned()) == downstream.unsigned()
                && (downstream.unsigned()
                        ? upstream.size() == downstream.bytes()
                        : upstream.size() <= downstream.bytes());
    }

    private static boolean decimalFits(final UpstreamColumn upstream, final DeclaredType declared) {
        return declared.first() < 0
                || (upstream.scale() <= declared.second()
                        && upstream.size() - upstream.scale() <= declared.first() - declared.second());
    }

    private static boolean fractionFits(final UpstreamColumn upstream, final DeclaredType declared) {
        return upstream.size() <= Math.max(0, declared.first());
    }

    /** They are logged by number, so each has to have its own; there may be more of them. */
    private static boolean membersFit(final UpstreamColumn upstream, final Column downstream) {
        final List<String> members = DeclaredType.members(downstream.declared());
        if (upstream.members().isEmpty() || members.isEmpty()) {
            return true;
        }
        if (upstream.members().size() > members.size()) {
            return false;
        }
        for (int i = 0; i < upstream.members().size(); i++) {
            final String member = upstream.members().get(i);
            // others are logged in a character set of their own
            if (isPlain(member) && isPlain(members.get(i)) && !member.equals(members.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(final String member) {
        return member.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '\\');
    }

    private static boolean textFits(
            final UpstreamColumn upstream, final String charset, final Column downstream, final DeclaredType declared) {
        final boolean fixed = upstream.kind() == Kind.CHAR;
        return switch (downstream.type()) {
            // the server takes away spaces at the end of a CHAR
            case TEXT ->
                (fixed || !declared.name().equals("char"))
                        && (charset.isEmpty() || CharsetRelation.meansTheSame(charset, downstream.charset()))
                        && lengthFits(upstream, charset, downstream, declared);
            // zeros at the end of a BINARY are not logged, and put back by its length
            case BINARY ->
                fixed
                        && (upstream.size() < 0 || upstream.size() == downstream.bytes())
                        && (charset.isEmpty() || charset.equals("binary"));
            case BYTES -> !(fixed && charset.equals("binary")) && lengthFits(upstream, charset, downstream, declared);
            case ADDRESS, UUID -> fixed;
            // checked by the server
            case JSON, GEOMETRY -> true;
            default -> false;
        };
    }

    private static boolean lengthFits(
            final UpstreamColumn upstream, final String charset, final Column downstream, final DeclaredType declared) {
        final long room = declared.bytes(downstream.charset());
        if (room < 0 || upstream.size() < 0) {
            return true;
        }
        final boolean countsCharacters = downstream.type() == ColumnType.TEXT
                && upstream.kind() != Kind.BLOB
                && declared.first() >= 0
                && declared.name().endsWith("char")
                && !charset.isEmpty();
        return countsCharacters
                ? upstream.size() / CharsetRelation.bytesPerCharacter(charset) <= declared.first()
                : upstream.size() <= room;
    }
}
