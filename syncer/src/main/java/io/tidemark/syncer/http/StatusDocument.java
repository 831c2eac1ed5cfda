// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
package io.tidemark.syncer.http;

import io.tidemark.syncer.monitor.RunPicture;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The status as JSON: DM's answer to {@code query-status} with the fields whose meaning is the same, numbers as texts as
 * DM has them, and the whole picture under {@code tidemark}.
 */
final class StatusDocument {
    private StatusDocument() {}

    static Map<String, Object> of(final RunPicture run) {
        final Map<String, Object> source = new LinkedHashMap<>();
        source.put("result", run.failure() == null);
        source.put("msg", run.failure() == null ? "" : run.failure());
        source.put("sourceStatus", sourceStatus(run));
        source.put("subTaskStatus", List.of(subTask(run)));
        final Map<String, Object> document = new LinkedHashMap<>();
        document.put("result", true);
        document.put("msg", "");
        document.put("sources", List.of(source));
        document.put("tidemark", run);
        return document;
    }

    private static Map<String, Object> sourceStatus(final RunPicture run) {
        final Map<String, Object> status = new LinkedHashMap<>();
        status.put("source", run.source());
        status.put("worker", "tidemark");
        status.put("result", null);
        status.put("relayStatus", null);
        return status;
    }

    private static Map<String, Object> subTask(final RunPicture run) {
        final Map<String, Object> subTask = new LinkedHashMap<>();
        subTask.put("name", run.task());
        subTask.put("stage", stage(run.state()));
        subTask.put("unit", "Sync");
        subTask.put("result", run.failure() == null ? null : failure(run.failure()));
        subTask.put("unresolvedDDLLockID", "");
        subTask.put("sync", sync(run));
        return subTask;
    }

    /** DM calls a task that goes into its error state on its own paused; what it means is that an operator is needed. */
    private static String stage(final String state) {
        return switch (state) {
            case "starting" -> "New";
            case "running" -> "Running";
            case "stopping" -> "Stopping";
            case "paused", "failed" -> "Paused";
            default -> state.substring(0, 1).toUpperCase(Locale.ROOT) + state.substring(1);
        };
    }

    private static Map<String, Object> failure(final String message) {
        return Map.of("isCanceled", false, "errors", List.of(Map.of("Message", message)));
    }

    private static Map<String, Object> sync(final RunPicture run) {
        final RunPicture.Points points = run.points();
        final Map<String, Object> sync = new LinkedHashMap<>();
        sync.put("totalEvents", Long.toString(run.rows().applied()));
        sync.put("totalTps", Long.toString(run.rows().totalPerSecond()));
        sync.put("recentTps", Long.toString(run.rows().perSecond()));
        sync.put("masterBinlog", position(points.upstream()));
        sync.put("masterBinlogGtid", gtids(points.upstream()));
        sync.put("syncerBinlog", position(points.applied()));
        sync.put("syncerBinlogGtid", gtids(points.applied()));
        sync.put(
                "blockingDDLs",
                run.reading().statement() == null
                        ? List.of()
                        : List.of("before " + run.reading().statement()));
        sync.put("unresolvedGroups", List.of());
        sync.put("synced", points.synced());
        sync.put("binlogType", "remote");
        sync.put("secondsBehindMaster", run.lagSeconds() == null ? "" : Long.toString(run.lagSeconds()));
        sync.put("totalRows", Long.toString(run.rows().applied()));
        sync.put("totalRps", Long.toString(run.rows().totalPerSecond()));
        sync.put("recentRps", Long.toString(run.rows().perSecond()));
        return sync;
    }

    /** As DM prints it: {@code (file, offset)}. */
    private static String position(final RunPicture.Point point) {
        if (point == null) {
            return "";
        }
        final int colon = point.position().lastIndexOf(':');
        return '(' + point.position().substring(0, colon) + ", "
                + point.position().substring(colon + 1) + ')';
    }

    private static String gtids(final RunPicture.Point point) {
        return point == null ? "" : point.gtids();
    }
}
