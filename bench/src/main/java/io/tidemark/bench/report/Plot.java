package io.tidemark.bench.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.style.CategoryStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A plot of medians, whose bars are half an interquartile range long to each side. It is readable on white and on black:
 * no background, and colours of middle brightness.
 */
final class Plot {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 360;
    private static final Color NOTHING = new Color(0, 0, 0, 0);
    private static final Color TEXT = new Color(0x80, 0x80, 0x80);
    private static final Color GRID = new Color(0x80, 0x80, 0x80, 0x50);
    private static final Color[] COLOURS = {
        new Color(0x3D, 0x8B, 0xD4), new Color(0xD9, 0x7B, 0x29), new Color(0x3F, 0x9F, 0x6B)
    };
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

    /** Names that are longer than this together would overlap. */
    private static final int LETTERS_IN_A_ROW = 90;

    private static final int SLANT_DEGREES = 25;
    private static final double IS_WHOLE = 1e-6;

    /** Stands for 0 where there are logarithms. */
    private static final double SMALLEST = 1e-3;

    private final CategoryChart chart;
    private final boolean logarithmic;
    private double least = Double.MAX_VALUE;
    private double greatest = -Double.MAX_VALUE;

    Plot(final String title, final String of, final String unit, final boolean logarithmic) {
        this.logarithmic = logarithmic;
        chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(of)
                .yAxisTitle(unit)
                .build();
        final CategoryStyler styler = chart.getStyler();
        styler.setChartBackgroundColor(NOTHING);
        styler.setPlotBackgroundColor(NOTHING);
        styler.setLegendBackgroundColor(NOTHING);
        styler.setLegendBorderColor(NOTHING);
        styler.setPlotBorderColor(GRID);
        styler.setPlotGridLinesColor(GRID);
        styler.setPlotGridVerticalLinesVisible(false);
        styler.setPlotGridLinesStroke(new BasicStroke(1));
        styler.setChartFontColor(TEXT);
        styler.setAxisTickLabelsColor(TEXT);
        styler.setAxisTickMarksColor(TEXT);
        styler.setErrorBarsColor(TEXT);
        styler.setChartTitleFont(FONT.deriveFont(Font.BOLD, 14f));
        styler.setAxisTitleFont(FONT);
        styler.setAxisTickLabelsFont(FONT);
        styler.setLegendFont(FONT);
        styler.setLegendPosition(Styler.LegendPosition.OutsideS);
        styler.setLegendLayout(Styler.LegendLayout.Horizontal);
        styler.setSeriesColors(COLOURS);
        styler.setAvailableSpaceFill(0.7);
        styler.setYAxisDecimalPattern("#,##0.###");
        if (logarithmic) {
            // the library misplaces error bars on its own logarithmic axis, so logarithms are plotted on a straight one
            styler.setyAxisTickLabelsFormattingFunction(Plot::decade);
            // a bar's length would mean nothing
            styler.setDefaultSeriesRenderStyle(CategorySeries.CategorySeriesRenderStyle.Line);
        } else {
            styler.setYAxisMin(0.0);
        }
    }

    private static String decade(final double logarithm) {
        final double whole = Math.rint(logarithm);
        return Math.abs(logarithm - whole) > IS_WHOLE ? "" : new DecimalFormat("#,##0.###").format(Math.pow(10, whole));
    }

    /** Shows a contender: a name for each place on the axis, and what was measured there. */
    void add(final String contender, final Map<String, Figure> values) {
        final List<String> places = List.copyOf(values.keySet());
        final List<Double> medians =
                values.values().stream().map(figure -> place(figure.median())).toList();
        final List<Double> bars = values.values().stream().map(this::bar).toList();
        chart.addSeries(contender, places, medians, bars).setMarker(SeriesMarkers.CIRCLE);
        if (String.join(" ", places).length() > LETTERS_IN_A_ROW) {
            chart.getStyler().setXAxisLabelRotation(SLANT_DEGREES);
        }
        if (logarithmic) {
            medians.forEach(median -> {
                least = Math.min(least, median);
                greatest = Math.max(greatest, median);
            });
            // whole decades, which are what is labelled
            chart.getStyler().setYAxisMin(Math.floor(least));
            chart.getStyler().setYAxisMax(Math.ceil(greatest + IS_WHOLE));
        }
    }

    private double bar(final Figure figure) {
        return (place(figure.upperQuartile()) - place(figure.lowerQuartile())) / 2;
    }

    private double place(final double value) {
        return logarithmic ? Math.log10(Math.max(value, SMALLEST)) : value;
    }

    void save(final Path svg) throws IOException {
        VectorGraphicsEncoder.saveVectorGraphic(chart, svg.toString(), VectorGraphicsEncoder.VectorGraphicsFormat.SVG);
    }
}
