// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.pipeline;

import io.tidemark.core.location.BinlogPosition;
import io.tidemark.core.location.Location;
import io.tidemark.core.schema.TableId;
import io.tidemark.pipeline.router.Routing;
import java.util.stream.LongStream;

/** A made-up source: where its transactions end, and keys that are routed as a test needs them. */
final class Stream {
    static final TableId ACCOUNTS = TableId.of("shop", "accounts");
    static final TableId ORDERS = TableId.of("shop", "orders");

    private Stream() {}

    static Location at(final long offset) {
        return Location.at(new BinlogPosition("mysql-bin.000001", offset));
    }

    static long offsetOf(final Location location) {
        return location.equals(Location.ZERO) ? 0 : location.position().offset();
    }

    /** The n-th key that is routed to a worker. */
    static long keyOf(final int worker, final int workers, final int n) {
        return LongStream.iterate(0, key -> key + 1)
                .filter(key -> Routing.workerOf(key, workers) == worker)
                .skip(n)
                .findFirst()
                .orElseThrow();
    }
}
