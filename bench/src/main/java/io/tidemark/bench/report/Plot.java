// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.report;

import java.io.IOException;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.style.CategoryStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A plot of medians at named places, whose error bars are half an interquartile range long to each side: bars from zero,
 * or lines on a logarithmic axis. For one thread.
 */
public final class Plot {
    /** Names that are longer than this together would overlap. */
    private static final int LETTERS_IN_A_ROW = 90;

    private static final int SLANT_DEGREES = 25;
    private static final String NUMBER = "#,##0.###";
    private static final DecimalFormatSymbols ROOT = DecimalFormatSymbols.getInstance(Locale.ROOT);
    private static final int HUNDRED = 100;
    private static final double IS_WHOLE = 1e-6;

    /** Stands for 0 where there are logarithms. */
    private static final double SMALLEST = 1e-3;

    private final CategoryChart chart;
    private final boolean logarithmic;
    private final String unit;
    private final StringBuilder words = new StringBuilder();
    private double least = Double.MAX_VALUE;
    private double greatest = -Double.MAX_VALUE;

    /**
     * An empty plot.
     *
     * @param title       above it.
     * @param of          what the places are.
     * @param unit        of the values.
     * @param logarithmic whether there are lines on a logarithmic axis, rather than bars from zero.
     */
    public Plot(final String title, final String of, final String unit, final boolean logarithmic) {
        this.logarithmic = logarithmic;
        this.unit = unit;
        chart = new CategoryChartBuilder()
                .width(Look.WIDTH)
                .height(Look.HEIGHT)
                .title(title)
                .xAxisTitle(of)
                .yAxisTitle(unit)
                .build();
        final CategoryStyler styler = chart.getStyler();
        Look.give(styler);
        styler.setAvailableSpaceFill(0.7);
        if (logarithmic) {
            // the library misplaces error bars on its own logarithmic axis, so logarithms are plotted on a straight one
            styler.setyAxisTickLabelsFormattingFunction(Plot::decade);
            // a bar's length would mean nothing
            styler.setDefaultSeriesRenderStyle(CategorySeries.CategorySeriesRenderStyle.Line);
            // points of one place are above each other
            styler.setOverlapped(true);
        } else {
            styler.setYAxisMin(0.0);
        }
    }

    private static String decade(final double logarithm) {
        final double whole = Math.rint(logarithm);
        return Math.abs(logarithm - whole) > IS_WHOLE
                ? ""
                : new DecimalFormat(NUMBER, ROOT).format(Math.pow(10, whole));
    }

    /**
     * Shows contenders.
     *
     * @param contenders as the legend names them, and for each the places on the axis and what was measured there. Not every
     *     contender need be at every place.
     */
    public void add(final Map<String, Map<String, Figure>> contenders) {
        final List<String> places = contenders.values().stream()
                .map(Map::keySet)
                // whoever was at more places knows their order best
                .sorted(Comparator.comparingInt((Set<String> names) -> names.size())
                        .reversed())
                .flatMap(Set::stream)
                .distinct()
                .toList();
        add(places, contenders);
    }

    /**
     * Shows contenders.
     *
     * @param places     on the axis, in order.
     * @param contenders as the legend names them, and for each what was measured at those places where it was.
     */
    public void add(final List<String> places, final Map<String, Map<String, Figure>> contenders) {
        contenders.forEach((contender, values) -> add(contender, places, values));
        if (String.join(" ", places).length() > LETTERS_IN_A_ROW) {
            chart.getStyler().setXAxisLabelRotation(SLANT_DEGREES);
        }
    }

    private void add(final String contender, final List<String> places, final Map<String, Figure> values) {
        // a bar of no height, or a gap in a line
        final Double missing = logarithmic ? null : Double.valueOf(0);
        final List<Double> medians = new ArrayList<>();
        final List<Double> bars = new ArrayList<>();
        for (final String name : places) {
            final Figure figure = values.get(name);
            medians.add(figure == null ? missing : Double.valueOf(place(figure.median())));
            bars.add(figure == null ? 0 : bar(figure));
        }
        describe(contender, values);
        // the library knows no error bars beside gaps
        chart.addSeries(contender, places, medians, medians.contains(null) ? null : bars)
                .setMarker(SeriesMarkers.CIRCLE);
        if (logarithmic) {
            medians.stream().filter(Objects::nonNull).forEach(median -> {
                least = Math.min(least, median);
                greatest = Math.max(greatest, median);
            });
            // whole decades, which are what is labelled
            chart.getStyler().setYAxisMin(Math.floor(least));
            chart.getStyler().setYAxisMax(Math.max(Math.floor(least) + 1, Math.ceil(greatest - IS_WHOLE)));
        }
    }

    private void describe(final String contender, final Map<String, Figure> values) {
        words.append(contender).append(", ").append(unit).append(": ");
        words.append(values.entrySet().stream()
                .map(value -> value.getKey() + ' ' + number(value.getValue().median()))
                .collect(Collectors.joining(", ", "", ". ")));
    }

    private static String number(final double value) {
        return new DecimalFormat(value < HUNDRED ? NUMBER : "#,##0", ROOT).format(value);
    }

    private double bar(final Figure figure) {
        return (place(figure.upperQuartile()) - place(figure.lowerQuartile())) / 2;
    }

    private double place(final double value) {
        return logarithmic ? Math.log10(Math.max(value, SMALLEST)) : value;
    }

    /**
     * Writes the plot.
     *
     * @param svg where to; overwritten.
     * @throws IOException if it can't be written.
     */
    public void save(final Path svg) throws IOException {
        Svg.write(chart, words.toString(), svg);
    }
}
