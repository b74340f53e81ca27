package io.zoosync.queue;

/**
 * What a queue says of itself at one moment; under concurrent use each figure is right for some
 * moment during the call.
 *
 * @param capacityBytes the capacity given when the queue was made
 * @param usedBytes bytes that are claimed and not yet free again, headers and padding included
 * @param messages messages committed and not yet received, those to be received again included
 * @param openViews receipts (views and runs of {@code drain}) that are neither committed nor given
 *     back; an exclusive consumer's message in hand is not among them
 * @param bytesClaimed bytes ever claimed, headers and padding included
 * @param lostClaims claims whose process died before it committed or aborted them, and which
 *     consumers have skipped
 * @param redeliveries how often a message was handed out again
 */
public record QueueStats(
        int capacityBytes,
        long usedBytes,
        int messages,
        int openViews,
        long bytesClaimed,
        long lostClaims,
        long redeliveries) {}
