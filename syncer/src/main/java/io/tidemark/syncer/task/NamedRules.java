// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.task;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rules that a section of the task holds by names, and those of them that the instance names. */
final class NamedRules {
    private final Section task;
    private final String rulesKey;
    private final Section instance;
    private final String namesKey;

    /** A rule with its name. */
    record Rule(String name, YamlNode node) {}

    NamedRules(final Section task, final String rulesKey, final Section instance, final String namesKey) {
        this.task = task;
        this.rulesKey = rulesKey;
        this.instance = instance;
        this.namesKey = namesKey;
    }

    /** The rules that the instance lists, in its order. */
    List<Rule> allNamed() {
        return named(texts(instance, namesKey));
    }

    /** The rule that the instance names. */
    Optional<Rule> oneNamed() {
        final List<YamlNode.Scalar> names =
                instance.node(namesKey).map(NamedRules::text).stream().toList();
        return named(names).stream().findFirst();
    }

    private List<Rule> named(final List<YamlNode.Scalar> names) {
        final Map<String, YamlNode> rules = rules();
        final Set<String> used = new LinkedHashSet<>();
        final List<Rule> found = new ArrayList<>();
        for (final YamlNode.Scalar name : names) {
            final YamlNode rule = rules.get(name.text());
            if (rule == null) {
                throw name.place()
                        .fault("found " + name.shown() + ", but " + rulesKey + " of the task has no such name; "
                                + NearestName.of(name.text(), rules.keySet())
                                        .map(nearest -> "did you mean " + nearest + "?")
                                        .orElse(
                                                rules.isEmpty()
                                                        ? "it has none"
                                                        : "it has " + String.join(", ", rules.keySet())));
            }
            if (!used.add(name.text())) {
                throw name.place().fault("found " + name.shown() + " twice");
            }
            found.add(new Rule(name.text(), rule));
        }
        rules.forEach((name, rule) -> {
            if (!used.contains(name)) {
                throw rule.place().fault("is not used: name it in mysql-instances[0]." + namesKey + ", or remove it");
            }
        });
        return found;
    }

    private Map<String, YamlNode> rules() {
        final Optional<YamlNode> node = task.node(rulesKey);
        if (node.isEmpty()
                || (node.get() instanceof final YamlNode.Scalar scalar && scalar.type() == YamlNode.Type.NOTHING)) {
            return Map.of();
        }
        if (node.get() instanceof final YamlNode.Mapping mapping) {
            return mapping.entries();
        }
        throw node.get().place().fault("found " + node.get().kind() + ", expected rules by their names");
    }

    /** The texts of a list; none if it is absent. */
    static List<YamlNode.Scalar> texts(final Section section, final String key) {
        return section.has(key)
                ? section.items(key).stream().map(NamedRules::text).toList()
                : List.of();
    }

    private static YamlNode.Scalar text(final YamlNode node) {
        if (node instanceof final YamlNode.Scalar scalar
                && scalar.type() != YamlNode.Type.NOTHING
                && !scalar.text().isBlank()) {
            return scalar;
        }
        throw node.place().fault("found " + node.kind() + ", expected a text");
    }
}
