// SPDX-License-Identifier: Apache-2.0
// Copyright the Tidemark authors
/**
 * A running task's HTTP endpoint: metrics, status, health, the status page, and pause and resume; and the client of the
 * command line. {@link io.tidemark.syncer.http.RunEndpoint} is the run's side, {@link io.tidemark.syncer.http.EndpointClient}
 * the other.
 */
package io.tidemark.syncer.http;
