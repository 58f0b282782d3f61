/** API keys: made, listed and revoked by admins. */

import type { KeyDocument } from '../../store/people/key-schema.ts';
import { audit } from '../callers/audit.ts';
import type { Dependencies } from '../dependencies.ts';
import { newKey, prefixOf } from '../callers/key-text.ts';
import { requireAgent } from '../callers/known-agent.ts';
import { fieldProblem, notFound } from '../http/problem.ts';
import { route, type Answer, type Call, type Role, type Route } from '../http/route.ts';
import { keyPage, newKeyAnswer, newKeyBody, type KeyJson } from './schemas.ts';
import { byId, pageQuery } from '../http/query-schemas.ts';
import { createKey, listKeys, revokeKey } from '../../store/people/keys.ts';
import type { z } from '../http/zod.ts';

const ADMINS: readonly Role[] = ['admin'];
const tag = 'Keys';

function keyJson({ _id, digest: _digest, ...key }: KeyDocument): KeyJson {
  return {
    ...key,
    id: _id,
    prefix: prefixOf(_id),
    createdAt: key.createdAt.toISOString(),
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    expiresAt: key.expiresAt?.toISOString() ?? null,
    revokedAt: key.revokedAt?.toISOString() ?? null,
  };
}

async function create(
  dependencies: Dependencies,
  call: Call<unknown, unknown, z.output<typeof newKeyBody>>,
): Promise<Answer> {
  const { body, caller } = call;
  const nowMs = dependencies.now();
  const expiresAt = body.expiresAt === undefined ? null : new Date(body.expiresAt);
  if (expiresAt !== null && expiresAt.getTime() <= nowMs) {
    throw fieldProblem('expiresAt', 'too_small', 'A key expires in the future.');
  }
  if (body.agentId !== undefined) await requireAgent(dependencies, body.agentId);
  const { key, id, digest } = newKey(nowMs);
  const kept: KeyDocument = {
    _id: id,
    name: body.name,
    role: body.role,
    agentId: body.agentId ?? null,
    channels: body.channels ?? null,
    digest: digest.toString('base64url'),
    createdAt: new Date(nowMs),
    createdBy: caller.id,
    lastUsedAt: null,
    expiresAt,
    revokedAt: null,
  };
  await createKey(dependencies.models, kept);
  const { role, agentId } = kept;
  await audit(dependencies, call, 'key.created', { keyId: id, role, agentId });
  return {
    status: 201,
    // Nothing on the way may keep it.
    headers: { 'Cache-Control': 'no-store' },
    body: { ...keyJson(kept), key },
  };
}

async function revoke(
  dependencies: Dependencies,
  call: Call<{ id: string }, unknown, unknown>,
): Promise<Answer> {
  const { models, keyring, now } = dependencies;
  const { id } = call.params;
  const revoked = await revokeKey(models, id, now());
  if (revoked === null) throw notFound('key');
  keyring.forget((caller) => caller.id === id);
  await audit(dependencies, call, 'key.revoked', { keyId: id });
  return { status: 204 };
}

/** Administration of keys. */
export function keyRoutes(dependencies: Dependencies): Route[] {
  return [
    route({
      method: 'post',
      path: '/v1/keys',
      summary: 'Make an API key',
      description:
        'The answer shows the key, once: only a hash of it is kept. A key of an agent ends with the agent.',
      tag,
      roles: ADMINS,
      body: newKeyBody,
      answers: { 201: { description: 'Made', schema: newKeyAnswer } },
      problems: ['unknown_agent'],
      handle: (call) => create(dependencies, call),
    }),
    route({
      method: 'get',
      path: '/v1/keys',
      summary: 'List API keys',
      description: 'Newest first, with those that are expired or revoked.',
      tag,
      roles: ADMINS,
      query: pageQuery,
      answers: { 200: { description: 'A page', schema: keyPage } },
      problems: [],
      handle: async ({ query }) => {
        const { rows, nextCursor } = await listKeys(dependencies.models, query);
        return { status: 200, body: { items: rows.map(keyJson), nextCursor } };
      },
    }),
    route({
      method: 'delete',
      path: '/v1/keys/{id}',
      summary: 'Revoke an API key',
      description: 'At once here, and within five seconds on every other replica.',
      tag,
      roles: ADMINS,
      params: byId,
      answers: { 204: { description: 'Revoked, now or before' } },
      problems: ['not_found'],
      handle: (call) => revoke(dependencies, call),
    }),
  ];
}
