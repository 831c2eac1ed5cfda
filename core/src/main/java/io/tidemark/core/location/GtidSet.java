package io.tidemark.core.location;

/** Global transaction identifiers. Immutable. */
public interface GtidSet {
    /** No transaction at all. */
    GtidSet EMPTY = new GtidSet() {};
}
