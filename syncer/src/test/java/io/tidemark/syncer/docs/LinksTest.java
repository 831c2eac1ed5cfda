// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A reader who follows a link gets there, and from the two front pages to every other page and picture. */
class LinksTest {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final Path INDEX = HOME.resolve("docs/README.md");
    private static final Map<Path, Page> PAGES = new TreeMap<>();

    @BeforeAll
    static void readThePages() throws IOException {
        final List<Path> files = new ArrayList<>(files(HOME.resolve("docs")).stream()
                .filter(file -> file.toString().endsWith(".md"))
                .toList());
        files.add(HOME.resolve("README.md"));
        files.add(HOME.resolve("CHANGELOG.md"));
        for (final Path file : files) {
            PAGES.put(file, new Page(file));
        }
    }

    private static List<Path> files(final Path directory) throws IOException {
        try (Stream<Path> found = Files.walk(directory)) {
            return found.filter(file -> !file.toString().contains("/target/"))
                    .filter(Files::isRegularFile)
                    .toList();
        }
    }

    @Test
    void everyLinkLeadsToSomethingThatIsThere() {
        final List<String> broken = new ArrayList<>();
        for (final Page page : PAGES.values()) {
            for (final String link : page.links()) {
                if (!leadsSomewhere(page, link)) {
                    broken.add(HOME.relativize(page.file()) + ": " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    private static boolean leadsSomewhere(final Page page, final String link) {
        final Path target = target(page, link);
        if (!Files.exists(target)) {
            return false;
        }
        final int hash = link.indexOf('#');
        return hash < 0 || (PAGES.containsKey(target) && PAGES.get(target).hasAnchor(link.substring(hash + 1)));
    }

    private static Path target(final Page page, final String link) {
        final String path = link.replaceFirst("#.*", "");
        return path.isEmpty() ? page.file() : page.file().resolveSibling(path).normalize();
    }

    @Test
    void theIndexNamesEveryPage() throws IOException {
        try (Stream<Path> files = Files.list(HOME.resolve("docs"))) {
            assertThat(targets(INDEX))
                    .containsAll(files.filter(file -> file.toString().endsWith(".md"))
                            .filter(file -> !file.equals(INDEX))
                            .toList());
        }
    }

    @Test
    void everyPictureIsShownSomewhere() throws IOException {
        final Set<Path> shown = new HashSet<>();
        PAGES.keySet().forEach(page -> shown.addAll(targets(page)));
        assertThat(shown).containsAll(files(HOME.resolve("docs/images")));
    }

    private static Set<Path> targets(final Path page) {
        final Set<Path> targets = new HashSet<>();
        PAGES.get(page).links().forEach(link -> targets.add(target(PAGES.get(page), link)));
        return targets;
    }
}
