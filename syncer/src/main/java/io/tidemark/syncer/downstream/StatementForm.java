package io.tidemark.syncer.downstream;

/** The statements that row changes become. */
enum StatementForm {
    /** Rows that are not there yet. */
    INSERT(true),
    /** Rows that may be there. */
    REPLACE(true),
    /**
     * Rows that must be there, whose identity stays: an INSERT that becomes an UPDATE of the row with the same identity,
     * which is how many rows with different new values fit into one statement.
     */
    OVERWRITE(true),
    /** A row that must be there. */
    UPDATE(false),
    /** A row that must be there, and goes. */
    DELETE(false),
    /** A row that goes if it is there. */
    DELETE_IF_PRESENT(false);

    private final boolean manyRows;

    StatementForm(final boolean manyRows) {
        this.manyRows = manyRows;
    }

    /** Whether one statement takes many rows. */
    boolean takesManyRows() {
        return manyRows;
    }

    /** Whether a count of 0 means that downstream and upstream have come apart. */
    boolean needsRow() {
        return this == UPDATE || this == DELETE;
    }
}
