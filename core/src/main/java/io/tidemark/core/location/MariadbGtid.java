package io.tidemark.core.location;

/**
 * A transaction in the MariaDB flavour.
 *
 * @param domain   the stream of transactions that it belongs to, 32 bits.
 * @param server   who wrote it, 32 bits.
 * @param sequence its number in the domain, 64 bits, unsigned.
 */
record MariadbGtid(long domain, long server, long sequence) {
    private static final long MAX_32_BITS = 0xFFFF_FFFFL;

    /** @return null if the text is not a GTID. */
    static MariadbGtid readOrNull(final String text) {
        final String[] parts = text.split("-", -1);
        if (parts.length != 3) {
            return null;
        }
        for (int i = 0; i < 3; i++) {
            parts[i] = parts[i].strip();
            if (!GtidText.isDigits(parts[i])) {
                return null;
            }
        }
        try {
            final long domain = Long.parseLong(parts[0]);
            final long server = Long.parseLong(parts[1]);
            return domain <= MAX_32_BITS && server <= MAX_32_BITS
                    ? new MariadbGtid(domain, server, Long.parseUnsignedLong(parts[2]))
                    : null;
        } catch (final NumberFormatException tooLarge) {
            return null;
        }
    }

    /** @param other of the same domain. */
    boolean isBeyond(final MariadbGtid other) {
        return Long.compareUnsigned(sequence, other.sequence) > 0;
    }

    @Override
    public String toString() {
        return domain + "-" + server + "-" + Long.toUnsignedString(sequence);
    }
}
