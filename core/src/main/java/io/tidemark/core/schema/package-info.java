/** Names and structures of source tables. No SQL is run here, and nothing here knows a point. */
package io.tidemark.core.schema;
