// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.replay;

import io.tidemark.syncer.failure.OperatorException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Who can take part in a comparison. */
final class Contenders {
    /** Far more than Tidemark needs. */
    static final String HEAP = "512m";

    /** Holds a recording. */
    static final String RAW_HEAP = "4g";

    private Contenders() {}

    /** All keys, as on the command line. */
    static List<String> keys() {
        return Stream.concat(
                        Arrays.stream(ApplierMode.values()).map(ApplierMode::key),
                        Stream.of(NativeReplica.single(), NativeReplica.parallel())
                                .map(Contender::key))
                .toList();
    }

    /**
     * Makes entrants: of each contender that connects to the downstream one for each combination of workers, batch and added
     * latency, of the others one.
     *
     * @throws OperatorException if there is no contender of a key.
     */
    static List<Entrant> of(
            final List<String> keys,
            final List<Integer> workers,
            final List<Integer> batches,
            final List<Duration> latencies) {
        final Map<String, Applier> appliers = new HashMap<>();
        final List<Entrant> entrants = new ArrayList<>();
        for (final String key : keys) {
            final List<Contender> variants = new ArrayList<>();
            for (final int each : workers) {
                for (final int batch : batches) {
                    applied(key, each, batch, appliers).ifPresent(variants::add);
                }
            }
            Stream.of(NativeReplica.single(), NativeReplica.parallel())
                    .filter(each -> each.key().equals(key))
                    .forEach(variants::add);
            if (variants.isEmpty()) {
                throw new OperatorException(
                        "there is no contender '" + key + "'; choose from " + String.join(", ", keys()));
            }
            for (final Contender contender : variants) {
                (contender.isRemote() ? latencies : List.of(Duration.ZERO))
                        .forEach(added -> entrants.add(new Entrant(contender, added)));
            }
        }
        return entrants;
    }

    private static Optional<Contender> applied(
            final String key, final int workers, final int batch, final Map<String, Applier> appliers) {
        return Arrays.stream(ApplierMode.values())
                .filter(mode -> mode.key().equals(key))
                .findFirst()
                .map(mode -> new AppliedContender(
                        mode,
                        workers,
                        batch,
                        appliers.computeIfAbsent(key, any -> new Applier(mode == ApplierMode.RAW ? RAW_HEAP : HEAP))));
    }
}
