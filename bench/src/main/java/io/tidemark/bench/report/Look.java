// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.bench.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;

/** How all plots look: dark on a light ground of their own, so that they can be read on a light and on a dark page. */
final class Look {
    static final int WIDTH = 900;
    static final int HEIGHT = 420;

    private static final Color GROUND = new Color(0xFC, 0xFC, 0xFD);
    private static final Color TEXT = new Color(0x24, 0x29, 0x2F);
    private static final Color GRID = new Color(0xD8, 0xDE, 0xE4);
    /** Neighbours differ in brightness too, for those who see few colours. */
    private static final Color[] COLOURS = {
        new Color(0x1F, 0x6F, 0xC4), new Color(0xE0, 0x8A, 0x1E), new Color(0x1D, 0x7A, 0x4A),
        new Color(0xC9, 0x3C, 0x5E), new Color(0x6B, 0x4F, 0xBB), new Color(0x2B, 0xB3, 0xC0),
        new Color(0x7A, 0x4B, 0x1F), new Color(0x8C, 0x95, 0x9F), new Color(0x3A, 0x3F, 0x47),
        new Color(0xA8, 0xC2, 0x3A)
    };

    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    private static final float TITLE_POINTS = 15;

    private Look() {}

    static void give(final AxesChartStyler styler) {
        styler.setChartBackgroundColor(GROUND);
        styler.setPlotBackgroundColor(GROUND);
        styler.setLegendBackgroundColor(GROUND);
        styler.setLegendBorderColor(GROUND);
        styler.setPlotBorderColor(GRID);
        styler.setPlotGridLinesColor(GRID);
        styler.setPlotGridVerticalLinesVisible(false);
        styler.setPlotGridLinesStroke(new BasicStroke(1));
        styler.setChartFontColor(TEXT);
        styler.setAxisTickLabelsColor(TEXT);
        styler.setAxisTickMarksColor(TEXT);
        styler.setErrorBarsColor(TEXT);
        styler.setChartTitleFont(FONT.deriveFont(Font.BOLD, TITLE_POINTS));
        styler.setAxisTitleFont(FONT);
        styler.setAxisTickLabelsFont(FONT);
        styler.setLegendFont(FONT);
        styler.setLegendPosition(Styler.LegendPosition.OutsideS);
        styler.setLegendLayout(Styler.LegendLayout.Horizontal);
        styler.setSeriesColors(COLOURS);
        styler.setYAxisDecimalPattern("#,##0.###");
    }
}
