// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.task;

import io.tidemark.syncer.ddl.DdlRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The key {@code tidemark.ddl}: a list of statements to leave out ({@code skip: true}) or to replace. */
final class DdlRuleKeys {
    private static final String AT = "at";
    private static final String SKIP = "skip";
    private static final String REPLACE = "replace";

    private DdlRuleKeys() {}

    static List<DdlRule> read(final Section tidemark) {
        final List<DdlRule> rules = new ArrayList<>();
        if (tidemark.has("ddl")) {
            for (final YamlNode node : tidemark.items("ddl")) {
                rules.add(rule(new Section(node, Keys.DDL)));
            }
        }
        return rules;
    }

    private static DdlRule rule(final Section rule) {
        final String at = rule.text(AT);
        final boolean skip = rule.flag(SKIP, false);
        if (skip == rule.has(REPLACE)) {
            throw rule.fault(
                    REPLACE, skip ? "is given beside skip: true, expected one of them" : "is missing, or skip: true");
        }
        try {
            DdlRule.of(at, Optional.empty());
        } catch (final IllegalArgumentException e) {
            throw rule.fault(AT, e.getMessage());
        }
        try {
            return DdlRule.of(at, skip ? Optional.empty() : Optional.of(rule.text(REPLACE)));
        } catch (final IllegalArgumentException e) {
            throw rule.fault(REPLACE, e.getMessage());
        }
    }
}
