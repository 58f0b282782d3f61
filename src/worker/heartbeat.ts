/** Beats while an activity runs: a worker that was killed is known by its silence, long before the activity is late. */

import type { ActivityInterceptorsFactory } from '@temporalio/worker';

/** Several beats fit into the heartbeat timeout of `workflows/activity-calls.ts`. */
export const BEAT_MS = 1_000;

/** An activity that ends within a second never beats. A local one is over sooner than silence would tell. */
export const beating: ActivityInterceptorsFactory = (context) => ({
  inbound: {
    async execute(input, next) {
      if (context.info.isLocal) return next(input);
      const beat = setInterval(() => {
        context.heartbeat();
      }, BEAT_MS);
      try {
        return await next(input);
      } finally {
        clearInterval(beat);
      }
    },
  },
});
