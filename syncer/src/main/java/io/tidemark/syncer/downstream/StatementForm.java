package io.tidemark.syncer.downstream;

/** The statements that row changes become. */
enum StatementForm {
    /** A row that is not there yet. */
    INSERT,
    /** A row that may be there. */
    REPLACE,
    /** A row that must be there. */
    UPDATE,
    /** A row that must be there, and goes. */
    DELETE,
    /** A row that goes if it is there. */
    DELETE_IF_PRESENT;

    /** Whether a count of 0 means that downstream and upstream have come apart. */
    boolean needsRow() {
        return this == UPDATE || this == DELETE;
    }
}
