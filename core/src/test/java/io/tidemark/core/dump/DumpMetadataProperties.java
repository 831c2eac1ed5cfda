// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.core.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DumpMetadataProperties {
    @Property
    void whatWasWrittenIsReadBack(@ForAll("blocks") final WrittenMetadata written) {
        assertThat(DumpMetadata.parse(written.text(), "metadata")).isEqualTo(written.metadata());
    }

    @Property
    void whatWasWrittenInSectionsIsReadBack(@ForAll("sections") final WrittenMetadata written) {
        assertThat(DumpMetadata.parse(written.text(), "metadata")).isEqualTo(written.metadata());
    }

    /** At every place: a cut-off file is refused, or nothing that matters was cut off. */
    @Property(tries = 60)
    void aFileThatWasCutOffNeverGivesAnotherLocation(@ForAll("any") final WrittenMetadata written) {
        final String text = written.text();
        final int sayingSo = text.lastIndexOf("Finished dump at:") + "Finished dump at:".length();
        for (int length = 0; length < text.length(); length++) {
            final Optional<DumpMetadata> read = readOrRefuse(text.substring(0, length));
            assertThat(read)
                    .as("the first %s characters of %s", length, text)
                    .isEqualTo(length < sayingSo ? Optional.empty() : Optional.of(written.metadata()));
        }
    }

    /** Disk blocks may be lost at the front, too. */
    @Property(tries = 60)
    void aFileThatLostItsBeginningNeverGivesAnotherStart(@ForAll("any") final WrittenMetadata written) {
        for (int begin = 0; begin < written.text().length(); begin++) {
            readOrRefuse(written.text().substring(begin))
                    .ifPresent(read -> assertThat(read.start().position())
                            .isEqualTo(written.metadata().start().position()));
        }
    }

    @Property
    void anyDamageIsReadOrRefusedInOneLine(@ForAll("damaged") final String text) {
        readOrRefuse(text);
    }

    private static Optional<DumpMetadata> readOrRefuse(final String text) {
        try {
            return Optional.of(DumpMetadata.parse(text, "metadata"));
        } catch (final DumpMetadataException refused) {
            assertThat(refused.getMessage()).startsWith("metadata").contains("; expected ");
            assertThat(refused.getMessage().lines()).hasSize(1);
            return Optional.empty();
        }
    }

    @Provide
    Arbitrary<WrittenMetadata> any() {
        return WrittenMetadata.any();
    }

    @Provide
    Arbitrary<WrittenMetadata> blocks() {
        return WrittenMetadata.blocks();
    }

    @Provide
    Arbitrary<WrittenMetadata> sections() {
        return WrittenMetadata.sections();
    }

    @Provide
    Arbitrary<String> damaged() {
        return Combinators.combine(
                        any(),
                        Arbitraries.integers().between(0, 1000),
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.oneOf(
                                Arbitraries.strings().ofMaxLength(10),
                                Arbitraries.of(
                                        "=", "[", "]", "#", "\"", ":", ",", "\n", "\n\n", "SHOW ", "GTID:", "Pos:")))
                .as((written, from, length, inserted) -> {
                    final String text = written.text();
                    final int begin = from % text.length();
                    return text.substring(0, begin)
                            + inserted
                            + text.substring(Math.min(text.length(), begin + length));
                });
    }
}
