// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.schema;

/** How TiDB folds names: letter by letter, whatever stands around the letter and whatever the locale is. */
final class Names {
    private Names() {}

    static String lower(final String name) {
        return name.codePoints()
                .map(Character::toLowerCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
