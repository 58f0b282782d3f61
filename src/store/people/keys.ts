/** API keys as they are made, listed, looked up and revoked. */

import { trusted } from 'mongoose';
import type { Models } from '../connection.ts';
import type { KeyDocument } from './key-schema.ts';
import type { Page, PageRequest } from '../page.ts';
import { pageById } from '../page-by-id.ts';
import { within } from '../in-time.ts';

const USED_EVERY_MS = 60_000;

/** Keeps a new key. */
export async function createKey(models: Models, key: KeyDocument): Promise<void> {
  await within(models.keys.create(key));
}

/** Keys, the newest first, with those that are expired or revoked. */
export function listKeys(models: Models, request: PageRequest): Promise<Page<KeyDocument>> {
  return pageById(models.keys, request, { first: 'newest' });
}

/**
 * A key that may be used, as far as the store says; an agent's only while there is such an agent.
 *
 * @returns `null` also for one that was revoked
 */
export async function findValidKey(models: Models, id: string): Promise<KeyDocument | null> {
  const key = await within(
    models.keys.findOne({ _id: id, revokedAt: null }).lean<KeyDocument>().exec(),
  );
  if (key === null || key.agentId === null) return key;
  const agent = models.agents.exists({ _id: key.agentId, deletedAt: null }).exec();
  return (await within(agent)) === null ? null : key;
}

/** Notes that a key was used, once a minute at most, whichever replica it was used on. */
export async function keyUsed(models: Models, id: string, nowMs: number): Promise<void> {
  const long = trusted({ $lt: new Date(nowMs - USED_EVERY_MS) });
  const due = trusted({ _id: id, $or: [{ lastUsedAt: null }, { lastUsedAt: long }] });
  await models.keys.updateOne(due, { $set: { lastUsedAt: new Date(nowMs) } }).exec();
}

/** @returns the key that is revoked, now or before; `null` when there never was one */
export async function revokeKey(
  models: Models,
  id: string,
  nowMs: number,
): Promise<KeyDocument | null> {
  await within(
    models.keys
      .updateOne({ _id: id, revokedAt: null }, { $set: { revokedAt: new Date(nowMs) } })
      .exec(),
  );
  return within(models.keys.findById(id).lean<KeyDocument>().exec());
}

/** Revokes what an agent who is deleted could still call with, also should there be one of this ID again. */
export async function revokeKeysOf(models: Models, agentId: string, nowMs: number): Promise<void> {
  await within(
    models.keys
      .updateMany({ agentId, revokedAt: null }, { $set: { revokedAt: new Date(nowMs) } })
      .exec(),
  );
}
