// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
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
        final int first = text.indexOf('-');
        final int second = text.indexOf('-', first + 1);
        if (first < 0 || second < 0) {
            return null;
        }
        final String domainDigits = text.substring(0, first).strip();
        final String serverDigits = text.substring(first + 1, second).strip();
        final String sequenceDigits = text.substring(second + 1).strip();
        if (!GtidText.isDigits(domainDigits)
                || !GtidText.isDigits(serverDigits)
                || !GtidText.isDigits(sequenceDigits)) {
            return null;
        }
        try {
            final long domain = Long.parseLong(domainDigits);
            final long server = Long.parseLong(serverDigits);
            return domain <= MAX_32_BITS && server <= MAX_32_BITS
                    ? new MariadbGtid(domain, server, Long.parseUnsignedLong(sequenceDigits))
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
