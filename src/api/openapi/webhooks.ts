/** The OpenAPI document's part about requests that the product sends to endpoints of webhooks. */

import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import { EVENTS } from '../events/schemas.ts';

const HEADERS = {
  'webhook-id': 'The event’s `id`, the same in every attempt',
  'webhook-timestamp': 'When this attempt was made, in seconds since 1970',
  'webhook-signature': 'By Standard Webhooks: one for each active secret, with spaces between them',
};

const RESPONSES = {
  '2XX': { description: 'Accepted' },
  410: { description: 'The endpoint is switched off' },
  default: { description: 'Tried again, over three days' },
};

/** A webhook for each type of event. */
export function registerWebhooks(registry: OpenAPIRegistry): void {
  const parameters = Object.entries(HEADERS).map(([name, description]) => {
    const header = { name, in: 'header', required: true, description } as const;
    const schema = { type: 'string' } as const;
    return registry.registerComponent('parameters', name, { ...header, schema }).ref;
  });
  for (const { type, schema, description } of EVENTS) {
    registry.registerWebhook({
      method: 'post',
      path: type,
      summary: description,
      tags: ['Webhooks'],
      security: [],
      parameters,
      request: { body: { required: true, content: { 'application/json': { schema } } } },
      responses: RESPONSES,
    });
  }
}
