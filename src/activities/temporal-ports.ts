import { agentChanged } from '../client/agent-changed.ts';
import { askLive } from '../client/ask.ts';
import { brokenRuns } from '../client/broken-runs.ts';
import { signalConversation } from '../client/deliver.ts';
import type { Temporal } from '../client/temporal.ts';
import { startDelivery } from '../client/webhooks.ts';
import type { UpkeepContext } from './upkeep/context.ts';
import type { WebhookContext } from './webhooks/context.ts';

/** What activities ask of Temporal, over one connection. */
export function temporalPorts(
  temporal: Temporal,
): Pick<UpkeepContext, 'client' | 'temporal'> & Pick<WebhookContext, 'deliveries'> {
  return {
    client: {
      signalConversation: (conversationId, event) =>
        signalConversation(temporal, conversationId, event),
    },
    temporal: {
      agentChanged: (agentId) => agentChanged(temporal, agentId),
      askLive: async (conversationId) => (await askLive(temporal, conversationId))?.live ?? null,
      brokenRuns: (range) => brokenRuns(temporal, range),
    },
    deliveries: {
      start: ({ webhookId, eventId, type, sessionId }) =>
        startDelivery(temporal, { webhookId, eventId, type, sessionId }),
    },
  };
}
