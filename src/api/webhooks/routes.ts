/** Endpoints of webhooks: where events are sent, with which secret, and what became of each. */

import { randomBytes } from 'node:crypto';
import { ulid } from 'ulid';
import { retryDelivery } from '../../client/webhooks.ts';
import { deliveryId } from '../../store/webhooks/delivery-schema.ts';
import type { WebhookDocument, WebhookSecret } from '../../store/webhooks/schema.ts';
import { isRefusal, targetOf } from '../../outgoing/target.ts';
import { audit } from '../callers/audit.ts';
import type { Dependencies } from '../dependencies.ts';
import { fieldProblem, notFound, Problem } from '../http/problem.ts';
import { route, type Answer, type Call, type Role, type Route } from '../http/route.ts';
import { byId, pageQuery } from '../http/query-schemas.ts';
import {
  byDelivery,
  deliveriesQuery,
  delivery,
  deliveryPage,
  newWebhookBody,
  webhook,
  webhookChanges,
  webhookPage,
  webhookWithSecret,
} from './schemas.ts';
import {
  awaitAttempt,
  createWebhook,
  deleteWebhook,
  editWebhook,
  findDelivery,
  findWebhook,
  listDeliveries,
  listWebhooks,
  rotateSecret,
  type WebhookEdit,
} from '../../store/webhooks/endpoints.ts';
import { deliveryJson, webhookJson } from './json.ts';
import type { z } from '../http/zod.ts';

const ADMINS: readonly Role[] = ['admin'];
const SECRET_BYTES = 32;
/** For so long a secret that was replaced is used beside the new one. */
const SECRET_OVERLAP_MS = 24 * 60 * 60 * 1_000;

const tag = 'Webhooks';

/** @throws Problem `validation_failed` when nothing may be sent there */
async function checkedUrl({ reach }: Dependencies, url: string): Promise<string> {
  const target = await targetOf(url, reach);
  if (isRefusal(target)) throw fieldProblem('url', target.code, target.message);
  return target.url.href;
}

function newSecret({ sealing }: Dependencies, id: string): { text: string; kept: WebhookSecret } {
  const text = `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
  return { text, kept: { sealed: sealing.seal('webhook secret', id, text), expiresAt: null } };
}

async function requireWebhook({ models }: Dependencies, id: string): Promise<WebhookDocument> {
  const found = await findWebhook(models, id);
  if (found === null) throw notFound('webhook');
  return found;
}

async function create(
  dependencies: Dependencies,
  call: Call<unknown, unknown, z.output<typeof newWebhookBody>>,
): Promise<Answer> {
  const { body, repeatableId } = call;
  const { models, now } = dependencies;
  const url = await checkedUrl(dependencies, body.url);
  const id = `wh_${repeatableId ?? ulid(now()).toLowerCase()}`;
  const created = (made: WebhookDocument, secret: string): Answer => ({
    status: 201,
    headers: { Location: `/v1/webhooks/${id}` },
    body: { ...webhookJson(made, now()), secret },
  });
  const before = repeatableId === undefined ? null : await findWebhook(models, id);
  const known = before?.secrets[0];
  if (before && known) {
    return created(before, dependencies.sealing.open('webhook secret', id, known.sealed));
  }
  const secret = newSecret(dependencies, id);
  const { eventTypes, channels } = body;
  const card = { _id: id, url, eventTypes, channels };
  const made = await createWebhook(models, card, { secret: secret.kept, nowMs: now() });
  await audit(dependencies, call, 'webhook.created', { webhookId: id });
  return created(made, secret.text);
}

type WebhookCall<B> = Call<{ id: string }, unknown, B>;

async function edit(
  dependencies: Dependencies,
  call: WebhookCall<z.output<typeof webhookChanges>>,
): Promise<Answer> {
  const { body } = call;
  const { id } = call.params;
  const { models, now } = dependencies;
  await requireWebhook(dependencies, id);
  const url = body.url === undefined ? undefined : await checkedUrl(dependencies, body.url);
  const changes = Object.fromEntries(
    Object.entries({ ...body, url }).filter(([, value]) => value !== undefined),
  ) as WebhookEdit;
  const edited = await editWebhook(models, id, changes);
  if (edited === null) throw notFound('webhook');
  const fields = Object.keys(changes);
  await audit(dependencies, call, 'webhook.edited', { webhookId: id, fields });
  return { status: 200, body: webhookJson(edited, now()) };
}

async function rotate(dependencies: Dependencies, call: WebhookCall<unknown>): Promise<Answer> {
  const { models, now } = dependencies;
  const { id } = call.params;
  const secret = newSecret(dependencies, id);
  const previousUntil = new Date(now() + SECRET_OVERLAP_MS);
  const rotated = await rotateSecret(models, id, { secret: secret.kept, previousUntil });
  if (rotated === null) throw notFound('webhook');
  await audit(dependencies, call, 'webhook.secret_rotated', { webhookId: id });
  return { status: 200, body: { ...webhookJson(rotated, now()), secret: secret.text } };
}

async function retry(
  dependencies: Dependencies,
  ids: z.output<typeof byDelivery>,
): Promise<Answer> {
  const { models, temporal, now } = dependencies;
  const endpoint = await requireWebhook(dependencies, ids.id);
  const id = deliveryId(ids.id, ids.deliveryId);
  const found = await findDelivery(models, id);
  if (found === null) throw notFound('delivery');
  if (!endpoint.enabled) throw new Problem('webhook_off', 'Switch the webhook on first.');
  await awaitAttempt(models, id, now());
  const { webhookId, eventId, type, sessionId } = found;
  await retryDelivery(temporal, { webhookId, eventId, type, sessionId });
  return { status: 202, body: deliveryJson((await findDelivery(models, id)) ?? found) };
}

function readingRoutes(dependencies: Dependencies): Route[] {
  const { models, now } = dependencies;
  return [
    route({
      method: 'get',
      path: '/v1/webhooks',
      summary: 'List webhooks',
      tag,
      roles: ADMINS,
      query: pageQuery,
      answers: { 200: { description: 'A page, oldest first', schema: webhookPage } },
      problems: [],
      handle: async ({ query }) => {
        const { rows, nextCursor } = await listWebhooks(models, query);
        const items = rows.map((row) => webhookJson(row, now()));
        return { status: 200, body: { items, nextCursor } };
      },
    }),
    route({
      method: 'get',
      path: '/v1/webhooks/{id}',
      summary: 'Read a webhook',
      tag,
      roles: ADMINS,
      params: byId,
      answers: { 200: { description: 'The webhook', schema: webhook } },
      problems: ['not_found'],
      handle: async ({ params }) => {
        const found = await requireWebhook(dependencies, params.id);
        return { status: 200, body: webhookJson(found, now()) };
      },
    }),
  ];
}

function editingRoutes(dependencies: Dependencies): Route[] {
  return [
    route({
      method: 'post',
      path: '/v1/webhooks',
      summary: 'Make a webhook',
      description:
        'Deliveries follow Standard Webhooks. The secret to check them with is in this answer, and in no later one.',
      tag,
      roles: ADMINS,
      body: newWebhookBody,
      answers: {
        201: {
          description: 'Made',
          schema: webhookWithSecret,
          headers: { Location: 'The address of the webhook' },
        },
      },
      problems: [],
      handle: (call) => create(dependencies, call),
    }),
    route({
      method: 'patch',
      path: '/v1/webhooks/{id}',
      summary: 'Edit a webhook, or switch it on or off',
      description: 'Fields that are not given stay as they are.',
      tag,
      roles: ADMINS,
      params: byId,
      body: webhookChanges,
      answers: { 200: { description: 'The webhook afterwards', schema: webhook } },
      problems: ['not_found'],
      handle: (call) => edit(dependencies, call),
    }),
    route({
      method: 'delete',
      path: '/v1/webhooks/{id}',
      summary: 'Delete a webhook',
      description: 'What was not delivered yet never will be.',
      tag,
      roles: ADMINS,
      params: byId,
      answers: { 204: { description: 'Deleted' } },
      problems: ['not_found'],
      handle: async (call) => {
        const { id } = call.params;
        if (!(await deleteWebhook(dependencies.models, id))) throw notFound('webhook');
        await audit(dependencies, call, 'webhook.deleted', { webhookId: id });
        return { status: 204 };
      },
    }),
  ];
}

/** Administration of webhooks. */
export function webhookRoutes(dependencies: Dependencies): Route[] {
  return [
    ...readingRoutes(dependencies),
    ...editingRoutes(dependencies),
    route({
      method: 'post',
      path: '/v1/webhooks/{id}/secret/rotate',
      summary: 'Replace a webhook’s secret',
      description:
        'The secret before stays active for 24 hours: meanwhile deliveries are signed with both.',
      tag,
      roles: ADMINS,
      params: byId,
      answers: { 200: { description: 'With the new secret', schema: webhookWithSecret } },
      problems: ['not_found'],
      handle: (call) => rotate(dependencies, call),
    }),
    route({
      method: 'get',
      path: '/v1/webhooks/{id}/deliveries',
      summary: 'The log of deliveries',
      description: 'Newest first, with every attempt; kept for 30 days.',
      tag,
      roles: ADMINS,
      params: byId,
      query: deliveriesQuery,
      answers: { 200: { description: 'A page', schema: deliveryPage } },
      problems: ['not_found'],
      handle: async ({ params, query }) => {
        await requireWebhook(dependencies, params.id);
        const { rows, nextCursor } = await listDeliveries(dependencies.models, params.id, query);
        return { status: 200, body: { items: rows.map(deliveryJson), nextCursor } };
      },
    }),
    route({
      method: 'post',
      path: '/v1/webhooks/{id}/deliveries/{deliveryId}/retry',
      summary: 'Deliver once more, now',
      description:
        'With the same `webhook-id`, whatever became of it before; the retries begin anew.',
      tag,
      roles: ADMINS,
      params: byDelivery,
      answers: { 202: { description: 'It will be attempted at once', schema: delivery } },
      problems: ['not_found', 'webhook_off'],
      handle: ({ params }) => retry(dependencies, params),
    }),
  ];
}
