// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.schema.TableId;
import org.junit.jupiter.api.Test;

/** As a MySQL 8.0.33 wrote them. */
class FileNameTest {
    @Test
    void areThoseOfTheServersFiles() {
        assertThat(FileName.of(TableId.of("shop", "Order_2"))).isEqualTo("shop/Order_2");
        assertThat(FileName.of(TableId.of("a-b", "t x$"))).isEqualTo("a@002db/t@0020x@0024");
    }

    @Test
    void areUnknownBeyondAscii() {
        assertThat(FileName.of(TableId.of("shop", "t é"))).isEmpty();
    }
}
