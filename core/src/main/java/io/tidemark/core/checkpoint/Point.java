// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.checkpoint;

import io.tidemark.core.location.Location;

/**
 * One point's two sides. Moved by the checkpoint's writer only; read by any thread.
 *
 * <p>Saved is what is applied, flushed is what the store holds of it, so flushed is never beyond saved.
 */
class Point {
    private volatile Location saved;
    private volatile Location flushed;

    Point(final Location both) {
        this.saved = both;
        this.flushed = both;
    }

    final Location saved() {
        return saved;
    }

    final Location flushed() {
        return flushed;
    }

    final void save(final Location location) {
        saved = location;
    }

    final void flush(final Location location) {
        flushed = location;
    }

    /** Saved := flushed, which holds no suffix: the store keeps none. */
    void rollback() {
        saved = flushed.withSuffix(0);
    }
}
