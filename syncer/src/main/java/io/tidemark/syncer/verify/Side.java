package io.tidemark.syncer.verify;

/** Which of the two servers. */
enum Side {
    /** The first, of a task the upstream. */
    LEFT,
    /** The second, of a task the downstream. */
    RIGHT
}
