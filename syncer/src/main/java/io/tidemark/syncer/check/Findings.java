package io.tidemark.syncer.check;

import java.util.List;

/** Takes what one check finds. For one thread. */
final class Findings {
    private final String check;
    private final List<Finding> all;
    private final int before;

    Findings(final String check, final List<Finding> all) {
        this.check = check;
        this.all = all;
        this.before = all.size();
    }

    void ok(final Object where, final String what) {
        all.add(new Finding(Outcome.OK, check, where.toString(), what, ""));
    }

    void warn(final Object where, final String what, final String remedy) {
        all.add(new Finding(Outcome.WARN, check, where.toString(), what, remedy));
    }

    void fail(final Object where, final String what, final String remedy) {
        all.add(new Finding(Outcome.FAIL, check, where.toString(), what, remedy));
    }

    /** Whether the check has found nothing so far. */
    boolean isEmpty() {
        return all.size() == before;
    }
}
