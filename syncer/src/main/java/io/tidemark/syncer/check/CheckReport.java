// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What a check has found, for people and for programs. */
public final class CheckReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CheckReport() {}

    /**
     * Whether a run may be started.
     *
     * @param findings what was found.
     * @return true if nothing fails.
     */
    public static boolean isGood(final List<Finding> findings) {
        return findings.stream().noneMatch(finding -> finding.outcome() == Outcome.FAIL);
    }

    /**
     * Prints it for people.
     *
     * @param findings what was found.
     * @param out      where to.
     */
    public static void print(final List<Finding> findings, final PrintWriter out) {
        for (final Finding finding : findings) {
            out.printf("%-4s  %-12s  %s: %s%n", finding.outcome(), finding.check(), finding.where(), finding.what());
            if (!finding.remedy().isEmpty()) {
                out.printf("      %-12s  -> %s%n", "", finding.remedy());
            }
        }
        out.printf(
                "%d ok, %d to look at, %d to put right first%n",
                count(findings, Outcome.OK), count(findings, Outcome.WARN), count(findings, Outcome.FAIL));
        out.flush();
    }

    private static long count(final List<Finding> findings, final Outcome outcome) {
        return findings.stream().filter(finding -> finding.outcome() == outcome).count();
    }

    /**
     * Makes one JSON object of it.
     *
     * @param task     the task's name.
     * @param findings what was found.
     * @return the text.
     */
    public static String json(final String task, final List<Finding> findings) {
        final ObjectNode root = JSON.createObjectNode();
        root.put("task", task);
        root.put("passed", isGood(findings));
        final ArrayNode all = root.putArray("findings");
        for (final Finding finding : findings) {
            all.addObject()
                    .put("outcome", finding.outcome().name().toLowerCase(Locale.ROOT))
                    .put("check", finding.check())
                    .put("where", finding.where())
                    .put("what", finding.what())
                    .put("remedy", finding.remedy());
        }
        return root.toString();
    }
}
