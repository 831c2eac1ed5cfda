// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.source;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StatusVariablesTest {
    private static final long STRICT_AND_TRUNCATE = (1L << 22) | (1L << 32);

    @Test
    void readsWhatMysqlLogs() {
        final StatusVariables read = parse(EventBytes.bytes()
                .number(0, 1)
                .number(1L << 26, 4)
                .number(1, 1)
                .number(STRICT_AND_TRUNCATE, 8)
                .number(6, 1)
                .number(3, 1)
                .all("std".getBytes(US_ASCII))
                .number(3, 1)
                .number(5, 2)
                .number(2, 2)
                .number(4, 1)
                .number(8, 2)
                .number(255, 2)
                .number(33, 2)
                .number(12, 1)
                .number(2, 1)
                .all("a\0bc\0".getBytes(US_ASCII))
                .number(5, 1)
                .number(6, 1)
                .all("+05:30".getBytes(US_ASCII))
                .number(13, 1)
                .number(250_000, 3)
                .number(16, 1)
                .number(1, 1)
                .number(18, 1)
                .number(255, 2)
                .number(19, 1)
                .number(0, 1));
        assertThat(read.flags()).hasValue(1L << 26);
        assertThat(read.sqlMode()).hasValue(STRICT_AND_TRUNCATE);
        assertThat(read.increment()).isEqualTo(5);
        assertThat(read.offset()).isEqualTo(2);
        assertThat(read.client()).hasValue(8);
        assertThat(read.connection()).isEqualTo(255);
        assertThat(read.server()).isEqualTo(33);
        assertThat(read.timeZone()).isEqualTo("+05:30");
        assertThat(read.microseconds()).isEqualTo(250_000);
        assertThat(read.explicitTimestamps()).hasValue(1);
        assertThat(read.defaultUtf8mb4()).hasValue(255);
        assertThat(read.primaryKeyRequired()).hasValue(0);
    }

    @Test
    void leavesOutWhatFollowsACodeThatIsNotKnown() {
        final StatusVariables read =
                parse(EventBytes.bytes().number(7, 1).number(4, 2).number(77, 1).number(1, 1));
        assertThat(read.timeNames()).isEqualTo(4);
        assertThat(read.sqlMode()).isEmpty();
    }

    @Test
    void saysThatASessionIsCutOff() {
        assertThatThrownBy(() -> parse(EventBytes.bytes().number(1, 1).number(0, 3)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cut off");
    }

    @Test
    void namesModesAsTheServersFamilyDoes() {
        assertThat(SqlModes.names(Flavour.MYSQL, STRICT_AND_TRUNCATE))
                .isEqualTo("STRICT_ALL_TABLES,TIME_TRUNCATE_FRACTIONAL");
        assertThat(SqlModes.names(Flavour.MARIADB, STRICT_AND_TRUNCATE | 4 | 16))
                .isEqualTo("ANSI_QUOTES,IGNORE_BAD_TABLE_OPTIONS,STRICT_ALL_TABLES,EMPTY_STRING_IS_NULL");
        assertThat(SqlModes.names(Flavour.MYSQL, 16 | (1L << 18) | (1L << 60))).isEmpty();
    }

    private static StatusVariables parse(final EventBytes bytes) {
        final byte[] all = bytes.toArray();
        return StatusVariables.parse(all, 0, all.length);
    }
}
