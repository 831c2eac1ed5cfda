// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.task;

import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A section of the task file, and a file that holds it with the keys it can't be without.
 *
 * @param keys what the section may hold.
 * @param file the file; more keys can stand where the {@code @} is.
 */
record SectionSample(Keys keys, String file) {
    private static final String SERVER = "{host: down, port: 4000, user: writer, password: s3cret-down";
    private static final String SOURCE = TaskFileFixture.MINIMAL + "    ";

    /** All of them, by their headings in the page. */
    static final Map<String, SectionSample> BY_HEADING = Map.ofEntries(
            Map.entry("The task", new SectionSample(Keys.TASK, TaskFileFixture.MINIMAL + "@\n")),
            Map.entry("`target-database` and `mysql-instances[].from`", server(Keys.SERVER, "@")),
            Map.entry("`security`", server(Keys.SECURITY, "security: {@}")),
            Map.entry("`mysql-instances[]`", new SectionSample(Keys.INSTANCE, SOURCE + "@\n")),
            Map.entry(
                    "`mysql-instances[].meta`",
                    new SectionSample(Keys.META, SOURCE + "meta: {binlog-name: mysql-bin.000001, @}\n")),
            Map.entry("`syncers`", task(Keys.SYNCERS, "syncers: {@}")),
            Map.entry("`syncers.global`", task(Keys.SYNCER, "syncers: {global: {@}}")),
            Map.entry("`tidemark`", task(Keys.TIDEMARK, "tidemark: {@}")),
            Map.entry("`tidemark.http`", task(Keys.HTTP, "tidemark: {http: {listen: localhost:0, @}}")),
            Map.entry(
                    "`tidemark.ddl[]`",
                    task(Keys.DDL, "tidemark: {ddl: [{at: 0-1-4, replace: DROP TABLE shop.old, @}]}")),
            Map.entry("`block-allow-list.<name>`", rule(Keys.BLOCK_ALLOW_LIST, "block-allow-list: r", "@")),
            Map.entry(
                    "`do-tables[]` and `ignore-tables[]`",
                    rule(Keys.LISTED_TABLE, "block-allow-list: r", "do-tables: [{db-name: a, tbl-name: b, @}]")),
            Map.entry(
                    "`filters.<name>`",
                    rule(Keys.FILTER, "filter-rules: [r]", "schema-pattern: a, action: Ignore, events: [insert], @")),
            Map.entry(
                    "`routes.<name>`", rule(Keys.ROUTE, "route-rules: [r]", "schema-pattern: a, target-schema: b, @")));

    private static SectionSample server(final Keys keys, final String more) {
        return new SectionSample(keys, TaskFileFixture.MINIMAL.replace(SERVER, SERVER + ", " + more));
    }

    private static SectionSample task(final Keys keys, final String line) {
        return new SectionSample(keys, TaskFileFixture.MINIMAL + line + "\n");
    }

    private static SectionSample rule(final Keys keys, final String named, final String rule) {
        final String rules = named.replace("filter-rules", "filters")
                .replace("route-rules", "routes")
                .replaceFirst(":.*", "");
        return new SectionSample(keys, SOURCE + named + "\n" + rules + ": {r: {" + rule + "}}\n");
    }

    /** The file as it is. */
    String plain() {
        return file.replace("@", "");
    }

    /** Whether the file holds the key. */
    boolean has(final String key) {
        return Arrays.stream(file.split("[{},\\s]", -1)).anyMatch((key + ":")::equals);
    }

    /** The file with the key, which says this. */
    String with(final String key, final String value) {
        return has(key) ? plain().replaceFirst(scalar(key), key + ": " + value) : file.replace("@", key + ": " + value);
    }

    /** The file without the key; the file as it is if what the key holds is no plain value. */
    String without(final String key) {
        return plain().replaceFirst(scalar(key) + ",? ?", "");
    }

    private static String scalar(final String key) {
        return "(?<![\\w-])" + Pattern.quote(key) + ": [^,{}\\[\\]\n]+";
    }
}
