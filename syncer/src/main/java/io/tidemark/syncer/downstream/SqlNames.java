// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Names in SQL. */
final class SqlNames {
    private SqlNames() {}

    /** A name in back-quotes. */
    static String quoted(final String name) {
        return '`' + name.replace("`", "``") + '`';
    }

    /** A list of what is made of each column's place. */
    static String join(final int[] columns, final String separator, final IntFunction<String> part) {
        return IntStream.of(columns).mapToObj(part).collect(Collectors.joining(separator));
    }
}
