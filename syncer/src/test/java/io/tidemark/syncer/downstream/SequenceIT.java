// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.location.Location;
import io.tidemark.syncer.row.CausalityKeys;
import io.tidemark.syncer.row.KeyBuffer;
import io.tidemark.syncer.row.RowChange;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A sequence stands downstream where it stands upstream: what is logged of it is applied in its order. */
class SequenceIT extends RowsFixture {
    @Test
    void theRowsOfASequenceShareAKeyAndEndWithTheLast() throws Exception {
        execute("CREATE OR REPLACE DATABASE up; CREATE SEQUENCE up.s CACHE 10; CREATE SEQUENCE rows_it.s CACHE 10");
        final Location start = LoggedRows.end(TestServer.server());
        query("SELECT NEXTVAL(up.s) FROM seq_1_to_35");
        final List<RowChange> changes = LoggedRows.read(TestServer.server(), start, structure("s"));
        assertThat(changes).hasSize(4);
        final Set<Long> common = keys(changes.get(0));
        changes.forEach(change -> common.retainAll(keys(change)));
        assertThat(common).isNotEmpty();

        executor.execute(new BatchOf(changes));
        assertThat(rows("s")).isEqualTo(query("SELECT * FROM up.s"));
        executor.execute(new BatchOf(changes.stream().map(RowsFixture::safe).toList()));
        assertThat(rows("s")).isEqualTo(query("SELECT * FROM up.s"));
    }

    private static Set<Long> keys(final RowChange change) {
        final KeyBuffer keys = new KeyBuffer();
        new CausalityKeys().write(change, keys);
        final Set<Long> found = new HashSet<>();
        for (int i = 0; i < keys.size(); i++) {
            found.add(keys.get(i));
        }
        return found;
    }
}
