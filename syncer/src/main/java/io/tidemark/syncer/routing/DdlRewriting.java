// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.routing;

import io.tidemark.syncer.ddl.DdlText;
import io.tidemark.syncer.ddl.DdlText.Name;
import io.tidemark.syncer.ddl.DdlText.Span;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes a statement anew with other texts in some places. For one thread. */
final class DdlRewriting {
    private final DdlText text;
    /** By the place's begin. */
    private final TreeMap<Integer, Replacement> replacements = new TreeMap<>();

    private record Replacement(int to, String by) {}

    DdlRewriting(final DdlText text) {
        this.text = text;
    }

    void replace(final Span span, final String by) {
        replacements.put(span.from(), new Replacement(span.to(), by));
    }

    /** Takes groups out of a list of tables, or of pairs of an old name and a new one. */
    void keepOnly(final List<List<Name>> groups, final List<Name> kept) {
        final List<Name> names = groups.stream().flatMap(List::stream).toList();
        final String list = groups.stream()
                .filter(kept::containsAll)
                .map(group -> group.stream().map(name -> write(name.span())).collect(Collectors.joining(" TO ")))
                .collect(Collectors.joining(", "));
        final int from = names.get(0).span().from();
        final int to = names.get(names.size() - 1).span().to();
        replacements.subMap(from, to).clear();
        replace(new Span(from, to), list);
    }

    /** The statement as it now reads. */
    String result() {
        return write(new Span(0, text.text().length()));
    }

    /** One statement for each change of an ALTER TABLE; for others the whole. */
    List<String> parts() {
        if (text.changes().size() < 2) {
            return List.of(result());
        }
        final String begin = write(new Span(0, text.changes().get(0).from()));
        return text.changes().stream().map(change -> begin + write(change)).toList();
    }

    private String write(final Span span) {
        final StringBuilder written = new StringBuilder();
        int at = span.from();
        for (final Map.Entry<Integer, Replacement> place :
                replacements.subMap(span.from(), span.to()).entrySet()) {
            written.append(text.text(), at, place.getKey())
                    .append(place.getValue().by());
            at = place.getValue().to();
        }
        return written.append(text.text(), at, span.to()).toString();
    }
}
