// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A page of Markdown: what it links to, and what can be linked to in it. Blocks of code don't count. */
final class Page {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^()\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("`[^`]*`");
    private static final Pattern HEADING = Pattern.compile("#{1,6} (.+)");
    private static final Pattern LINK_TEXT = Pattern.compile("\\[([^\\]]*)\\]\\([^)]*\\)");

    private final Path file;
    private final List<String> links = new ArrayList<>();
    private final Set<String> anchors = new HashSet<>();

    Page(final Path file) throws IOException {
        this.file = file;
        final Map<String, Integer> seen = new HashMap<>();
        boolean code = false;
        for (final String line : Files.readAllLines(file)) {
            if (line.strip().startsWith("```")) {
                code = !code;
            } else if (!code) {
                LINK.matcher(CODE.matcher(line).replaceAll("")).results().forEach(link -> links.add(link.group(1)));
                final var heading = HEADING.matcher(line);
                if (heading.matches()) {
                    final String anchor = anchor(heading.group(1));
                    final int before = seen.merge(anchor, 1, Integer::sum) - 1;
                    anchors.add(before == 0 ? anchor : anchor + '-' + before);
                }
            }
        }
    }

    /** As GitHub makes it: letters, digits, underscores and hyphens stay, spaces become hyphens. */
    private static String anchor(final String heading) {
        return LINK_TEXT
                .matcher(heading)
                .replaceAll("$1")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .strip()
                .replace(' ', '-');
    }

    Path file() {
        return file;
    }

    /** Targets inside this repository, as they are written. */
    List<String> links() {
        return links.stream().filter(link -> !link.matches("[a-z]+:.*")).toList();
    }

    boolean hasAnchor(final String anchor) {
        return anchors.contains(anchor);
    }
}
