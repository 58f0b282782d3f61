/** Agents as people administer them. What an agent holds belongs to assignment and is only read here. */

import { trusted } from 'mongoose';
import type { Presence } from '../../core/event.ts';
import type { AgentDocument } from './schema.ts';
import type { Models } from '../connection.ts';
import { isDuplicateKey } from '../errors.ts';
import { changeNoted, recordPresence } from '../events/workspace.ts';
import type { Page, PageRequest } from '../page.ts';
import { pageById } from '../page-by-id.ts';
import { within } from '../in-time.ts';
import { raw } from '../raw.ts';

export type AgentCard = Pick<AgentDocument, 'name' | 'email' | 'skills' | 'channels' | 'capacity'>;

const alive = { deletedAt: null };

/** @returns `null` when there is no such agent, or it was deleted */
export async function findAgent(models: Models, id: string): Promise<AgentDocument | null> {
  return within(
    models.agents
      .findOne({ _id: id, ...alive })
      .lean<AgentDocument>()
      .exec(),
  );
}

/** Agents by ID. */
export function listAgents(models: Models, request: PageRequest): Promise<Page<AgentDocument>> {
  return pageById(models.agents, request, { where: alive, first: 'oldest' });
}

/**
 * Makes an agent, or takes one back who was deleted: what it still held stays in the books.
 *
 * @returns `null` when there is an agent with this ID
 */
export async function createAgent(
  models: Models,
  id: string,
  card: AgentCard,
  nowMs: number,
): Promise<AgentDocument | null> {
  const now = new Date(nowMs);
  const fresh = {
    presence: 'offline',
    presenceSince: now,
    presencePut: null,
    beatAt: null,
    returnsAs: null,
    missesInRow: 0,
    createdAt: now,
  } as const;
  const back = await within(
    models.agents
      .findOneAndUpdate(
        { _id: id, deletedAt: trusted({ $ne: null }) },
        { $set: { ...card, ...fresh, deletedAt: null } },
        { returnDocument: 'after' },
      )
      .lean<AgentDocument>()
      .exec(),
  );
  if (back !== null) return back;
  try {
    const made = await within(models.agents.create({ _id: id, ...card, ...fresh }));
    return made.toObject();
  } catch (error) {
    if (isDuplicateKey(error)) return null;
    throw error;
  }
}

/** @returns `null` when there is no such agent */
export async function editAgent(
  models: Models,
  id: string,
  changes: Partial<AgentCard>,
): Promise<AgentDocument | null> {
  if (Object.keys(changes).length === 0) return findAgent(models, id);
  return within(
    models.agents
      .findOneAndUpdate({ _id: id, ...alive }, { $set: changes }, { returnDocument: 'after' })
      .lean<AgentDocument>()
      .exec(),
  );
}

/**
 * Deletes an agent; the document stays, for it says what the agent still holds.
 *
 * @returns false when there never was one; true also when it was deleted before, so that a repetition can tell its
 *   sessions again
 */
export async function deleteAgent(models: Models, id: string, nowMs: number): Promise<boolean> {
  const now = new Date(nowMs);
  const wasThere = { $ne: ['$presence', 'offline'] };
  const gone = await within(
    raw(models.agents).findOneAndUpdate(
      { _id: id, kind: 'agent', ...alive },
      [
        {
          $set: {
            ...changeNoted(wasThere, 'offline', now),
            deletedAt: now,
            presence: 'offline',
            presenceSince: now,
            presencePut: null,
            untold: true,
          },
        },
      ],
      { returnDocument: 'after' },
    ),
  );
  if (gone !== null) await recordNow(models, gone);
  return (await within(models.agents.exists({ _id: id }).exec())) !== null;
}

/**
 * Puts an agent's presence (docs/rules.md, "Presence"). The presence that was put last is a beat: it brings an agent
 * whose beats had stopped back to what it was, and leaves an automatic `away` alone.
 *
 * @returns the agent afterwards; `null` when there is no such agent
 */
export async function putPresence(
  models: Models,
  id: string,
  presence: Presence,
  nowMs: number,
): Promise<AgentDocument | null> {
  const now = new Date(nowMs);
  const put = { $literal: presence };
  const another = { $ne: ['$presencePut', put] };
  const back = {
    $cond: [{ $eq: ['$presence', 'offline'] }, { $ifNull: ['$returnsAs', put] }, '$presence'],
  };
  const changes = { $ne: ['$presence', '$next'] };
  const agent = await within(
    raw(models.agents).findOneAndUpdate(
      { _id: id, kind: 'agent', deletedAt: null },
      [
        { $set: { next: { $cond: [another, put, back] } } },
        {
          $set: {
            ...changeNoted(changes, '$next', now),
            presence: '$next',
            presenceSince: { $cond: [changes, now, '$presenceSince'] },
            untold: { $cond: [changes, true, '$untold'] },
            missesInRow: { $cond: [another, 0, '$missesInRow'] },
            presencePut: put,
            // Beats are compared with the database's clock: those of two API hosts may differ.
            beatAt: '$$NOW',
            returnsAs: null,
          },
        },
        { $unset: 'next' },
      ],
      { returnDocument: 'after' },
    ),
  );
  if (agent !== null) await recordNow(models, agent);
  return agent;
}

/** Should it fail, the watch over presence records what is noted. */
async function recordNow(models: Models, agent: AgentDocument): Promise<void> {
  await within(recordPresence(models, agent)).catch(() => undefined);
}

/** The agent's sessions will be told the presence it has since an instant: nobody else need see to it. */
export async function presenceTold(models: Models, id: string, since: Date): Promise<void> {
  await within(
    models.agents.updateOne({ _id: id, presenceSince: since }, { $set: { untold: false } }).exec(),
  );
}
