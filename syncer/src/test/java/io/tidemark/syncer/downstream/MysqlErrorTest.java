// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class MysqlErrorTest {
    @Test
    void tellsWhatToDoAboutALockThatDoesNotGetFree() {
        assertThat(MysqlError.remedy(new SQLException("Lock wait timeout exceeded", "40001", 1205)))
                .contains("another session", "SHOW PROCESSLIST", "information_schema.INNODB_TRX", "KILL");
        assertThat(MysqlError.remedy(new SQLException("Deadlock found", "40001", 1213)))
                .isEqualTo("see to the server");
    }
}
