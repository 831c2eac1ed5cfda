// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.location;

/** The set without any transaction. It has no flavour yet. */
enum NoGtids implements GtidSet {
    INSTANCE;

    @Override
    public boolean isEmpty() {
        return true;
    }

    @Override
    public boolean contains(final GtidSet other) {
        return other.isEmpty();
    }

    @Override
    public PartialOrder compare(final GtidSet other) {
        return other.isEmpty() ? PartialOrder.EQUAL : PartialOrder.BEFORE;
    }

    @Override
    public GtidSet union(final GtidSet other) {
        return other;
    }

    @Override
    public GtidSet plus(final String gtid) {
        return GtidText.isMysql(gtid) ? MysqlGtidSet.readOne(gtid) : MariadbGtidSet.readOne(gtid);
    }

    @Override
    public String toString() {
        return "";
    }
}
