// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.task;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.tidemark.syncer.failure.OperatorException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads a YAML file into nodes that know their places. Whatever would be lost without a word is a fault instead: keys
 * given twice, aliases, tags, a second document.
 */
final class YamlReader {
    private final String file;
    private final YAMLParser parser;

    private YamlReader(final String file, final YAMLParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /** Reads the only document of a file. */
    static YamlNode read(final Path path) {
        final String file = path.toString();
        final String text = text(path);
        try (YAMLParser parser = new YAMLFactory().createParser(text)) {
            return new YamlReader(file, parser).document();
        } catch (final JsonProcessingException e) {
            throw malformed(file, e);
        } catch (final IOException e) {
            throw new OperatorException(file + ": can't be read: " + e.getMessage(), e);
        }
    }

    private static String text(final Path path) {
        try {
            return Files.readString(path);
        } catch (final NoSuchFileException e) {
            throw new OperatorException(path + ": there is no such task file", e);
        } catch (final CharacterCodingException e) {
            throw new OperatorException(path + ": is not UTF-8 text; a task file is YAML in UTF-8", e);
        } catch (final IOException e) {
            final String why = Files.isDirectory(path) ? "it is a directory" : e.toString();
            throw new OperatorException(path + ": the task file can't be read: " + why, e);
        }
    }

    /**
     * The parser's own message quotes lines of the file, which may hold a password. So neither that message nor the
     * exception goes any further: only the problem and its place do.
     */
    private static OperatorException malformed(final String file, final JsonProcessingException e) {
        if (e.getCause() instanceof final MarkedYAMLException marked && marked.getProblemMark() != null) {
            final int line = marked.getProblemMark().getLine() + 1;
            final int column = marked.getProblemMark().getColumn() + 1;
            return new Place(file, line, column, "").fault("is not YAML: " + marked.getProblem());
        }
        final JsonLocation at = e.getLocation();
        final Place place = at == null
                ? new Place(file, 1, 1, "")
                : new Place(file, Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()), "");
        return place.fault("is not YAML: characters or nesting that can't be read here");
    }

    private YamlNode document() throws IOException {
        final Place root = new Place(file, 1, 1, "");
        if (parser.nextToken() == null) {
            throw root.fault("is empty; a task file begins with name: <task>");
        }
        final YamlNode node = value(root);
        if (parser.nextToken() != null) {
            throw here(root).fault("a second document begins here; a task file holds one task");
        }
        return node;
    }

    private YamlNode value(final Place place) throws IOException {
        if (parser.isCurrentAlias()) {
            throw place.fault("is an alias (*name); write the value itself");
        }
        if (parser.getTypeId() != null) {
            throw place.fault("has a tag (!name); remove the tag");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(place);
            case START_ARRAY -> items(place);
            case VALUE_NUMBER_INT -> scalar(place, YamlNode.Type.INTEGER);
            case VALUE_NUMBER_FLOAT -> scalar(place, YamlNode.Type.DECIMAL);
            case VALUE_TRUE -> scalar(place, YamlNode.Type.TRUE);
            case VALUE_FALSE -> scalar(place, YamlNode.Type.FALSE);
            case VALUE_NULL -> new YamlNode.Scalar(place, YamlNode.Type.NOTHING, "");
            default -> scalar(place, YamlNode.Type.TEXT);
        };
    }

    private YamlNode scalar(final Place place, final YamlNode.Type type) throws IOException {
        return new YamlNode.Scalar(place, type, parser.getText());
    }

    private YamlNode mapping(final Place place) throws IOException {
        final Map<String, YamlNode> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            final String key = parser.currentName();
            final JsonLocation at = parser.currentTokenLocation();
            final Place entry = place.key(key, at.getLineNr(), at.getColumnNr());
            parser.nextToken();
            final YamlNode earlier = entries.putIfAbsent(key, value(entry));
            if (earlier != null) {
                throw entry.fault(
                        "is given twice, first in line " + earlier.place().line());
            }
        }
        return new YamlNode.Mapping(place, Collections.unmodifiableMap(entries));
    }

    private YamlNode items(final Place place) throws IOException {
        final List<YamlNode> nodes = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            final JsonLocation at = parser.currentTokenLocation();
            nodes.add(value(place.item(nodes.size(), at.getLineNr(), at.getColumnNr())));
        }
        return new YamlNode.Items(place, List.copyOf(nodes));
    }

    private Place here(final Place root) {
        final JsonLocation at = parser.currentTokenLocation();
        return new Place(root.file(), at.getLineNr(), at.getColumnNr(), "");
    }
}
