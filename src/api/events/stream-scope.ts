/** Which events a stream tells: what its client asked for, of what its caller may see. */

import { setTimeout as pause } from 'node:timers/promises';
import { coversChannel, isOwn } from '../../core/visibility.ts';
import type { Models } from '../../store/connection.ts';
import type { SessionDocument } from '../../store/sessions/schema.ts';
import { raw } from '../../store/raw.ts';
import type { Caller } from '../http/route.ts';
import { within } from '../../store/in-time.ts';
import { PATIENCE_MS, type PassedEvent } from './event-tail.ts';

/** Filters narrow together; `null` lets everything pass. */
export interface Wanted {
  sessionId: string | null;
  channel: string | null;
  types: ReadonlySet<string> | null;
}

/** Whether an event passes the filters and the caller's channels. Agents see less: see `ownEvents`. */
export function isWanted(event: PassedEvent, wanted: Wanted, caller: Caller): boolean {
  const { told, channel } = event;
  if (told === null) return false;
  if (wanted.sessionId !== null && told.sessionId !== wanted.sessionId) return false;
  if (wanted.channel !== null && channel !== wanted.channel) return false;
  if (wanted.types !== null && !wanted.types.has(told.type)) return false;
  return channel === null || coversChannel(caller.channels, channel);
}

/** Who has a session, or is offered it, and the number of the event after which that was so. */
type Owner = Pick<SessionDocument, 'agentId' | 'offer' | 'sequence'>;

/** A session is saved after its events: a moment later where all is well. */
const CATCHING_UP_MS = 50;

/** What streams of agents ask about the same batch is looked up once. */
const asked = new WeakMap<readonly PassedEvent[], Promise<Map<string, Owner>>>();

/**
 * Those of the events that are an agent's own: of sessions it has or is offered once the event has happened, those that
 * name it, and all that are of no session but alerts to the supervisors.
 *
 * @param batch in which the tail passed them on
 */
export async function ownEvents(
  models: Models,
  { agentId }: Caller,
  events: PassedEvent[],
  batch: readonly PassedEvent[],
): Promise<PassedEvent[]> {
  const named = (event: PassedEvent): boolean =>
    sessionOf(event) === null
      ? event.told?.type !== 'supervisor.alert'
      : agentId !== null && event.agentIds.includes(agentId);
  if (agentId === null || events.every(named)) return events.filter(named);
  const owners = asked.get(batch) ?? ownersOf(models, batch);
  asked.set(batch, owners);
  const known = await owners;
  return events.filter((event) => {
    const owner = known.get(sessionOf(event) ?? '');
    return named(event) || (owner !== undefined && isOwn(agentId, owner));
  });
}

/** The session that an event is of, or that it is about. */
const sessionOf = ({ sessionId, told }: PassedEvent): string | null =>
  sessionId ?? told?.sessionId ?? null;

async function ownersOf(
  models: Models,
  batch: readonly PassedEvent[],
): Promise<Map<string, Owner>> {
  const latest = new Map<string, number>();
  for (const event of batch) {
    const sessionId = sessionOf(event);
    if (sessionId === null) continue;
    latest.set(sessionId, Math.max(latest.get(sessionId) ?? 0, event.sequence ?? 0));
  }
  // As long as for the event before it: what an agent may hear is not skipped because the database is slow.
  const untilMs = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = await within(
      raw(models.sessions)
        .find(
          { _id: { $in: [...latest.keys()] } },
          { projection: { agentId: 1, offer: 1, sequence: 1 } },
        )
        .toArray(),
    );
    const owners = new Map(found.map(({ _id, ...owner }) => [_id, owner]));
    const behind = [...latest].some(([id, sequence]) => (owners.get(id)?.sequence ?? 0) < sequence);
    if (!behind || performance.now() >= untilMs) return owners;
    await pause(CATCHING_UP_MS);
  }
}
