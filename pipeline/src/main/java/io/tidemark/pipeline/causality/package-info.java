/**
 * Which changes must be applied in their binlog order: how a key is hashed, and who wrote a key last, as long as it
 * matters. Keys are hashed by the source's thread, and looked up by the router's; nothing in here is shared.
 */
package io.tidemark.pipeline.causality;
