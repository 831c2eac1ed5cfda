// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.replication;

import io.tidemark.core.location.Location;
import java.util.Optional;

/**
 * Whether rows are to be applied in a way that can be repeated: until a boundary, for ever, or not at all. The source
 * thread's.
 */
final class SafeMode {
    private final boolean always;
    private Optional<Location> exit;

    private SafeMode(final boolean always, final Optional<Location> exit) {
        this.always = always;
        this.exit = exit;
    }

    static SafeMode off() {
        return new SafeMode(false, Optional.empty());
    }

    /** Rows up to here may be applied already; rows beyond it are not. */
    static SafeMode until(final Location exit) {
        return new SafeMode(false, Optional.of(exit));
    }

    /** The same, but on for ever. */
    SafeMode always() {
        return new SafeMode(true, exit);
    }

    boolean isOn() {
        return always || exit.isPresent();
    }

    /** Up to where rows may have been applied by an earlier run, as long as that is not passed. */
    Optional<Location> exit() {
        return exit;
    }

    /** For people. */
    String describe() {
        return always ? "on" : exit.map(location -> "until " + location).orElse("off");
    }

    /**
     * Everything before a boundary is handed in.
     *
     * @return true if safe mode ends here.
     */
    boolean passed(final Location boundary) {
        if (exit.isPresent() && Reached.by(boundary, exit.get())) {
            exit = Optional.empty();
            return !always;
        }
        return false;
    }
}
