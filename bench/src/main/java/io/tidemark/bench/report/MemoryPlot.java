// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * What lives on the heap over time while the checkpoint's store is stuck, and how many rows have passed meanwhile. Made of
 * the samples that {@code io.tidemark.bench.endurance} writes as CSV.
 */
final class MemoryPlot {
    private static final double MILLION = 1e6;
    private static final int TICK_PIXELS = 100;
    private static final int LINES_AT_LEAST = 3;

    private final Path csv;
    private final List<String> names;
    private final List<String[]> rows;

    private MemoryPlot(final Path csv, final List<String> names, final List<String[]> rows) {
        this.csv = csv;
        this.names = names;
        this.rows = rows;
    }

    /** Reads samples; the first line names the columns. */
    static MemoryPlot of(final Path csv) throws IOException {
        final List<String> lines = Files.readAllLines(csv);
        if (lines.size() < LINES_AT_LEAST) {
            throw new IOException(csv + " has fewer than two samples");
        }
        return new MemoryPlot(
                csv,
                List.of(lines.get(0).split(",")),
                lines.stream().skip(1).map(line -> line.split(",")).toList());
    }

    void save(final Path svg) throws IOException {
        final XYChart chart = new XYChartBuilder()
                .width(Look.WIDTH)
                .height(Look.HEIGHT)
                .title("Memory while no write of the checkpoint returns")
                .xAxisTitle("minutes")
                .build();
        Look.give(chart.getStyler());
        chart.getStyler().setYAxisGroupPosition(1, Styler.YAxisPosition.Right);
        chart.getStyler().setXAxisMin(0.0);
        chart.getStyler().setXAxisTickMarkSpacingHint(TICK_PIXELS);
        chart.getStyler().setXAxisDecimalPattern("#,##0.#");
        chart.getStyler().putYAxisGroupDecimalPatternMap(1, "#,##0.#");
        chart.getStyler().setYAxisMin(0, 0.0);
        chart.getStyler().setYAxisMin(1, 0.0);
        chart.setYAxisGroupTitle(0, "MB");
        chart.setYAxisGroupTitle(1, "million rows");
        final double[] minutes = column("seconds", 60);
        final double[] heap = column("heap_bytes", MILLION);
        chart.getStyler().setYAxisMax(0, 2 * Arrays.stream(heap).max().orElseThrow());
        chart.addSeries("living heap, MB", minutes, heap).setMarker(SeriesMarkers.NONE);
        final XYSeries passed = chart.addSeries("rows handed in, millions (right)", minutes, column("rows", MILLION));
        passed.setMarker(SeriesMarkers.NONE);
        passed.setYAxisGroup(1);
        Svg.write(
                chart,
                String.format(
                        Locale.ROOT,
                        "The living heap is between %.1f and %.1f MB.",
                        Arrays.stream(heap).min().orElseThrow(),
                        Arrays.stream(heap).max().orElseThrow()),
                svg);
    }

    private double[] column(final String name, final double unit) throws IOException {
        final int at = names.indexOf(name);
        if (at < 0) {
            throw new IOException(csv + " has no column " + name + ", but " + names);
        }
        final List<Double> values = new ArrayList<>();
        for (final String[] row : rows) {
            values.add(Double.parseDouble(row[at]) / unit);
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
