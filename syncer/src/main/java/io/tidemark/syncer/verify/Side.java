// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.verify;

/** Which of the two servers. */
enum Side {
    /** The first, of a task the upstream. */
    LEFT,
    /** The second, of a task the downstream. */
    RIGHT
}
