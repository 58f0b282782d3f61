/** What the activities of webhooks are given to work with. */

import type { Sealing } from '../../store/sealing.ts';
import type { PostLimits } from '../../outgoing/post.ts';
import type { Reach } from '../../outgoing/target.ts';
import type { ActivityContext } from '../context.ts';

export interface WebhookContext extends ActivityContext {
  /** Opens the endpoints' secrets. */
  sealing: Sealing;
  /** Where events may be sent. */
  reach: Reach;
  /** How long an endpoint may take, where it is not what the documents say. */
  limits?: PostLimits;
  deliveries: {
    /** Has a workflow see to a delivery; one that there is already stays. */
    start(delivery: {
      webhookId: string;
      eventId: string;
      type: string;
      sessionId: string | null;
    }): Promise<void>;
  };
  /** Aborted when the process begins to stop. */
  stopping: AbortSignal;
}
