package io.tidemark.syncer.routing;

/** What happens to rows, as filters tell it apart. */
public enum RowEvent {
    /** New rows. */
    INSERT,
    /** Rows with other values. */
    UPDATE,
    /** Rows that are gone. */
    DELETE
}
