/** Events of the installation, each in the log once: noted in the very write that causes it, recorded at leisure. */

import type { AgentDocument } from '../agents/schema.ts';
import type { Models } from '../connection.ts';
import { isDuplicateKey } from '../errors.ts';
import type { WorkspaceFacts } from '../../contract/public-event.ts';
import { eventLog, nextPosition, type WorkspaceEventDocument } from './schema.ts';
import { raw } from '../raw.ts';
import type { SettingsDocument } from '../settings/schema.ts';

async function record<T extends keyof WorkspaceFacts>(
  { events }: Models,
  event: Omit<WorkspaceEventDocument<T>, 'sessionId' | 'position'>,
): Promise<void> {
  try {
    await eventLog(events).insertOne({
      ...event,
      sessionId: null,
      position: nextPosition(),
    });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

/**
 * For an update pipeline that may change an agent's presence: the field that notes the change.
 *
 * @param changes expression that is true when it does
 * @param presence expression of what it becomes
 * @param since expression of when
 */
export function changeNoted(
  changes: unknown,
  presence: unknown,
  since: unknown,
): { changesUnrecorded: object } {
  const before = { $ifNull: ['$changesUnrecorded', []] };
  const more = { $concatArrays: [before, [{ presence, since }]] };
  return { changesUnrecorded: { $cond: [changes, more, before] } };
}

type Noted = Pick<AgentDocument, '_id' | 'changesUnrecorded'>;

/** Records the changes of presence that are noted on an agent. */
export async function recordPresence(models: Models, agent: Noted): Promise<void> {
  // An agent of an earlier release has no such field.
  const noted = (agent as Partial<Noted>).changesUnrecorded ?? [];
  for (const change of noted) {
    await record(models, {
      _id: `presence:${agent._id}:${String(change.since.getTime())}:${change.presence}`,
      type: 'agent.presence_changed',
      at: change.since,
      channel: null,
      about: null,
      data: { agentId: agent._id, presence: change.presence },
    });
    await raw(models.agents).updateOne(
      { _id: agent._id },
      { $pull: { changesUnrecorded: change } },
    );
  }
}

const settingsEventId = (version: number): string => `settings:${String(version)}`;

/** Records that a version of the settings was saved. */
export async function recordSettings(models: Models, saved: SettingsDocument): Promise<void> {
  const { _id: version, savedAt, savedBy, channel } = saved;
  await record(models, {
    _id: settingsEventId(version),
    type: 'settings.saved',
    at: savedAt,
    channel,
    about: null,
    data: { version, channel, savedBy },
  });
}

/** Records an alert that no session raised itself. */
export async function recordAlert(
  models: Models,
  alert: {
    key: string;
    at: Date;
    /** The session that it is about. */
    session: { sessionId: string; conversationId: string; channel: string } | null;
    data: WorkspaceFacts['supervisor.alert'];
  },
): Promise<void> {
  const { key, at, session, data } = alert;
  await record(models, {
    _id: `alert:${key}`,
    type: 'supervisor.alert',
    at,
    channel: session?.channel ?? null,
    about: session && { sessionId: session.sessionId, conversationId: session.conversationId },
    data,
  });
}

const AT_ONCE = 200;
const LATEST_VERSIONS = 20;

/** Records what a process that died left unrecorded. */
export async function recordLeftOver(models: Models): Promise<void> {
  const agents = await raw(models.agents)
    .find({ 'changesUnrecorded.0': { $exists: true } }, { projection: { changesUnrecorded: 1 } })
    .limit(AT_ONCE)
    .toArray();
  for (const agent of agents) await recordPresence(models, agent);
  const versions = await raw(models.settings)
    .find()
    .sort({ _id: -1 })
    .limit(LATEST_VERSIONS)
    .toArray();
  const ids = versions.map(({ _id }) => settingsEventId(_id));
  const recorded = new Set(await raw(models.events).distinct('_id', { _id: { $in: ids } }));
  for (const version of versions.reverse()) {
    if (!recorded.has(settingsEventId(version._id))) await recordSettings(models, version);
  }
}
