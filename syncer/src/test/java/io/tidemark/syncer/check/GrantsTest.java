// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.schema.TableId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What SHOW GRANTS says, as servers write it. */
class GrantsTest {
    private static Grants grants(final String... lines) {
        return new Grants(List.of(lines));
    }

    @Test
    void readsWhatIsGrantedEverywhere() {
        final Grants grants = grants(
                "GRANT REPLICATION SLAVE, BINLOG MONITOR ON *.* TO `r`@`%` IDENTIFIED BY PASSWORD '*00'",
                "GRANT `auditor` TO `r`@`%`");

        assertThat(grants.allowsEverywhere("REPLICATION SLAVE")).isTrue();
        assertThat(grants.allowsEverywhere("BINLOG MONITOR")).isTrue();
        assertThat(grants.allowsEverywhere("SELECT")).isFalse();
        assertThat(grants.allows("REPLICATION SLAVE", "shop")).isTrue();
        assertThat(grants("GRANT ALL PRIVILEGES ON *.* TO `root`@`localhost` WITH GRANT OPTION")
                        .allows("DROP", "x"))
                .isTrue();
    }

    @Test
    void readsNamesOfSchemasAsPatterns() {
        final Grants grants = grants(
                "GRANT USAGE ON *.* TO `w`@`%`",
                "GRANT SELECT, INSERT ON `shop\\_%`.* TO `w`@`%`", "GRANT UPDATE ON `a``b`.* TO `w`@`%`");

        assertThat(grants.allows("SELECT", "shop_1")).isTrue();
        assertThat(grants.allows("SELECT", "shopx1")).isFalse();
        assertThat(grants.allows("UPDATE", "a`b")).isTrue();
        assertThat(grants.allowsEverywhere("SELECT")).isFalse();
    }

    @Test
    void readsTablesAndLeavesColumnsOut() {
        final Grants grants = grants(
                "GRANT SELECT, INSERT (`a`, `b`), DELETE ON `shop`.`t` TO `w`@`%`",
                "GRANT SELECT ON TABLE \"shop\".\"u\" TO \"w\"@\"%\"");

        assertThat(grants.allows("SELECT", TableId.of("shop", "t"))).isTrue();
        assertThat(grants.allows("DELETE", TableId.of("shop", "t"))).isTrue();
        assertThat(grants.allows("INSERT", TableId.of("shop", "t"))).isFalse();
        assertThat(grants.allows("SELECT", TableId.of("shop", "u"))).isTrue();
        assertThat(grants.allows("SELECT", TableId.of("shop", "v"))).isFalse();
        assertThat(grants.allows("SELECT", "shop")).isFalse();
    }

    @Test
    void readsWhatMysqlTakesBackOfASchema() {
        final Grants grants =
                grants("GRANT SELECT, INSERT ON *.* TO `w`@`%`", "REVOKE INSERT ON `secret`.* FROM `w`@`%`");

        assertThat(grants.allows("INSERT", "shop")).isTrue();
        assertThat(grants.allows("INSERT", "secret")).isFalse();
        assertThat(grants.allows("SELECT", "secret")).isTrue();
    }
}
