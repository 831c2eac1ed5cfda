// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.check;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Takes what one check finds. For one thread. */
final class Findings {
    private final String check;
    private final List<Finding> all;
    private final int before;
    private final Set<Finding> known = new HashSet<>();

    Findings(final String check, final List<Finding> all) {
        this.check = check;
        this.all = all;
        this.before = all.size();
    }

    /** Of a table that several go to, most would be said once for each of these. */
    private void add(final Finding finding) {
        if (known.add(finding)) {
            all.add(finding);
        }
    }

    void ok(final Object where, final String what) {
        add(new Finding(Outcome.OK, check, where.toString(), what, ""));
    }

    void warn(final Object where, final String what, final String remedy) {
        add(new Finding(Outcome.WARN, check, where.toString(), what, remedy));
    }

    void fail(final Object where, final String what, final String remedy) {
        add(new Finding(Outcome.FAIL, check, where.toString(), what, remedy));
    }

    /** Whether the check has found nothing so far. */
    boolean isEmpty() {
        return all.size() == before;
    }
}
