// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.dump;

import java.util.Optional;

/** A value that a file may state several times, but only in one way. */
final class Agreed<T> {
    private final String name;
    private T value;
    private MetadataLine line;

    /** @param name what errors call the value. */
    Agreed(final String name) {
        this.name = name;
    }

    /** @throws DumpMetadataException if another value was stated before. */
    void put(final T stated, final MetadataLine at) {
        if (value == null) {
            value = stated;
            line = at;
        } else if (!value.equals(stated)) {
            throw at.failure("found " + name + " " + stated + ", but " + value + " in line " + line.number()
                    + "; expected the metadata of one dump, with one " + name);
        }
    }

    Optional<T> value() {
        return Optional.ofNullable(value);
    }

    /** Where it was stated first; only if there is a value. */
    MetadataLine line() {
        return line;
    }
}
