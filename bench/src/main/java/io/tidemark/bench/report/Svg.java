// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.internal.chartpart.Chart;

/** Writes charts as SVG. Their letters are shapes there, so what they show is also said in words, for those who can't see. */
final class Svg {
    private Svg() {}

    static void write(final Chart<?, ?> chart, final String words, final Path file) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        VectorGraphicsEncoder.saveVectorGraphic(chart, bytes, VectorGraphicsEncoder.VectorGraphicsFormat.SVG);
        final String svg = bytes.toString(StandardCharsets.UTF_8);
        final int inside = svg.indexOf('>', svg.indexOf("<svg")) + 1;
        Files.writeString(
                file,
                svg.substring(0, inside) + "\n  <title>" + escaped(chart.getTitle()) + "</title>\n  <desc>"
                        + escaped(words) + "</desc>" + svg.substring(inside));
    }

    private static String escaped(final String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
