package io.tidemark.core.checkpoint;

import io.tidemark.core.location.Location;

/**
 * One point's two sides. Moved by the checkpoint's writer only; read by any thread.
 *
 * <p>Saved is what is applied, flushed is what the store holds of it, so flushed is never beyond saved.
 */
final class Point {
    private volatile Location saved;
    private volatile Location flushed;

    Point(final Location both) {
        this.saved = both;
        this.flushed = both;
    }

    Location saved() {
        return saved;
    }

    Location flushed() {
        return flushed;
    }

    boolean isFlushed() {
        return saved.equals(flushed);
    }

    void save(final Location location) {
        saved = location;
    }

    void flush(final Location location) {
        flushed = location;
    }

    void rollback() {
        saved = flushed;
    }
}
