// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.task;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.syncer.failure.OperatorException;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/task-file.md} says of keys, defaults and ranges is what the program does. */
class TaskFilePageTest {
    private static final Pattern RANGE = Pattern.compile("(\\d+) to (\\d+)");
    private static TaskFilePage page;

    @TempDir
    private Path directory;

    private TaskFileFixture file;

    @BeforeAll
    static void readThePage() throws IOException {
        page = TaskFilePage.read();
    }

    @BeforeEach
    void prepare() {
        file = new TaskFileFixture(directory);
    }

    @Test
    void everySectionOfTheProgramHasATable() throws IllegalAccessException {
        final List<Keys> sections = new ArrayList<>();
        for (final Field field : Keys.class.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == Keys.class) {
                sections.add((Keys) field.get(null));
            }
        }
        assertThat(SectionSample.BY_HEADING.values())
                .extracting(SectionSample::keys)
                .hasSameElementsAs(sections);
    }

    @Test
    void everyKeyIsInTheTableOfItsSectionAndNoOther() {
        final Map<String, List<String>> documented = page.keys().stream()
                .collect(groupingBy(TaskFilePage.Documented::section, mapping(TaskFilePage.Documented::key, toList())));
        final Map<String, List<String>> supported = new TreeMap<>();
        SectionSample.BY_HEADING.forEach(
                (heading, sample) -> supported.put(heading, sample.keys().supported()));

        assertThat(sorted(documented)).isEqualTo(sorted(supported));
    }

    @Test
    void everyKeyOfDmThatIsNotSupportedIsNamed() {
        final Map<String, List<String>> refused = new TreeMap<>();
        SectionSample.BY_HEADING.forEach(
                (heading, sample) -> refused.put(heading, sample.keys().onlyInDm()));
        refused.values().removeIf(List::isEmpty);

        assertThat(sorted(page.keysOfDm())).isEqualTo(sorted(refused));
    }

    private static Map<String, List<String>> sorted(final Map<String, List<String>> keys) {
        final Map<String, List<String>> sorted = new TreeMap<>();
        keys.forEach(
                (heading, names) -> sorted.put(heading, names.stream().sorted().toList()));
        return sorted;
    }

    @Test
    void aDefaultThatIsWrittenOutChangesNothing() {
        final SoftAssertions softly = new SoftAssertions();
        for (final TaskFilePage.Documented key : page.keys()) {
            final SectionSample sample = SectionSample.BY_HEADING.get(key.section());
            key.fallback().ifPresent(value -> softly.assertThat(file.read(sample.with(key.key(), value)))
                    .as("%s: %s", key.key(), value)
                    .usingRecursiveComparison()
                    .withEqualsForType((one, other) -> one.pattern().equals(other.pattern()), Pattern.class)
                    .isEqualTo(file.read(sample.plain())));
        }
        softly.assertAll();
    }

    @Test
    void aRangeIsAsWideAsThePageSays() {
        final SoftAssertions softly = new SoftAssertions();
        for (final TaskFilePage.Documented key : page.keys()) {
            final Matcher range = RANGE.matcher(key.allowed());
            if (range.matches()) {
                final long least = Long.parseLong(range.group(1));
                final long most = Long.parseLong(range.group(2));
                for (final long value : new long[] {least - 1, least, most, most + 1}) {
                    final String yaml =
                            SectionSample.BY_HEADING.get(key.section()).with(key.key(), Long.toString(value));
                    softly.assertThat(isRead(yaml))
                            .as("%s: %d is read", key.key(), value)
                            .isEqualTo(value >= least && value <= most);
                }
            }
        }
        softly.assertAll();
    }

    @Test
    void aKeyIsRequiredWhereThePageSaysSo() {
        final SoftAssertions softly = new SoftAssertions();
        for (final TaskFilePage.Documented key : page.keys()) {
            final SectionSample sample = SectionSample.BY_HEADING.get(key.section());
            if (key.isRequired()) {
                softly.assertThat(sample.has(key.key()))
                        .as("%s is in each file", key.key())
                        .isTrue();
            }
            final String without = sample.without(key.key());
            if (!without.equals(sample.plain()) && isRead(without)) {
                softly.assertThat(key.isRequired())
                        .as("%s is required", key.key())
                        .isFalse();
            }
        }
        softly.assertAll();
    }

    private boolean isRead(final String yaml) {
        try {
            file.read(yaml);
            HttpSettings.read(directory.resolve("task.yaml"), Map.of(), Optional.empty());
            return true;
        } catch (final OperatorException e) {
            return false;
        }
    }
}
