/** Lanes perform what the outbox holds, each in its order. A lane never throws. */

import { condition, rootCause } from '@temporalio/workflow';
import type { OutboundMessage, Notification } from '../core/effect.ts';
import type { SaveBatch } from '../contract/activities.ts';
import { discard, hasUnsaved, nextBatch, type AssignmentEffect } from './outbox.ts';
import { localActivities, ordinarySave, run, runOutside } from './activity-calls.ts';
import type { Runtime } from './conversation-run.ts';

/** A notification nobody got within this time is noted, and no longer holds up the ones behind it. */
const NOTICE_PATIENCE = '1 hour';

/** Starts every lane; they end with the run. */
export function startLanes(runtime: Runtime): Promise<void>[] {
  return [
    saveLane(runtime),
    lane(runtime, 'assignments', performAssignment),
    lane(runtime, 'deliveries', deliver),
    lane(runtime, 'notices', giveNotice),
  ];
}

/**
 * The last to begin of what a task brings: whatever order the end of the save before it and the task's other jobs come
 * in, the other lanes' activities have the same numbers (docs/decisions/0012).
 */
async function saveLane(runtime: Runtime): Promise<void> {
  for (;;) {
    await condition(() => hasUnsaved(runtime.outbox) && !runtime.draining);
    await condition(afterOtherJobs(() => othersBegan(runtime)));
    if (runtime.draining) continue;
    const batch = nextBatch(runtime.outbox, {
      conversationId: runtime.input.conversationId,
      channel: runtime.input.channel,
    });
    runtime.performing.add('records');
    await save(runtime, batch);
    discard(runtime.outbox, batch);
    runtime.performing.delete('records');
  }
}

/** `condition` evaluates at once; this skips the first evaluation, until the task's other jobs are applied. */
function afterOtherJobs(isTrue: () => boolean): () => boolean {
  let evaluated = false;
  return () => {
    if (evaluated) return isTrue();
    evaluated = true;
    return false;
  };
}

const othersBegan = ({ outbox, performing }: Runtime): boolean =>
  LANES.every((name) => outbox[name].length === 0 || performing.has(name));

/** Locally while that works, patiently when it does not; the poisoned part of a batch is set aside. */
async function save(runtime: Runtime, batch: SaveBatch): Promise<void> {
  if (!runtime.savesOrdinarily) {
    try {
      await localActivities.save(batch);
      return;
    } catch {
      runtime.savesOrdinarily = true;
    }
  }
  try {
    await ordinarySave()(batch);
    runtime.savesOrdinarily = false;
  } catch (error) {
    await saveApart(runtime, batch, reasonOf(error));
  }
}

async function saveApart(runtime: Runtime, batch: SaveBatch, reason: string): Promise<void> {
  const [first] = batch.records;
  if (batch.records.length <= 1) {
    const what = first ? `event ${String(first.sequence)} (${first.type})` : 'the projection';
    runtime.note(`${what} of ${batch.sessionId} could not be saved: ${reason}`);
    // It was the event, perhaps, and not the projection that came with it.
    if (first && batch.view) await save(runtime, { ...batch, records: [] });
    return;
  }
  for (const record of batch.records) {
    await save(runtime, { ...batch, records: [record], view: null });
  }
  await save(runtime, { ...batch, records: [] });
}

const LANES = ['assignments', 'deliveries', 'notices'] as const;
type Lane = (typeof LANES)[number];

/** One after the other; an effect leaves the outbox only when it is done, so that continue-as-new repeats it. */
async function lane<L extends Lane>(
  runtime: Runtime,
  name: L,
  perform: (runtime: Runtime, effect: Runtime['outbox'][L][number]) => Promise<void>,
): Promise<void> {
  for (;;) {
    await condition(() => runtime.outbox[name].length > 0 && !runtime.draining);
    const effect = runtime.outbox[name][0] as Runtime['outbox'][L][number];
    runtime.performing.add(name);
    try {
      await perform(runtime, effect);
    } catch (error) {
      giveUp(runtime, effect, reasonOf(error));
    }
    runtime.outbox[name].shift();
    runtime.performing.delete(name);
  }
}

const reasonOf = (error: unknown): string => rootCause(error) ?? String(error);

function giveUp(
  runtime: Runtime,
  effect: AssignmentEffect | OutboundMessage | Notification,
  reason: string,
): void {
  const name = 'type' in effect ? effect.type : 'kind' in effect ? 'notify' : 'sendToCustomer';
  runtime.note(`${name} was given up: ${reason}`);
  const request = 'request' in effect ? effect.request : effect;
  runtime.apply({
    type: 'effectFailed',
    sessionId: request.sessionId,
    effect: name,
    number: name === 'findAgent' || name === 'reserveAgent' ? numberOf(request) : null,
    reason,
  });
}

const numberOf = (request: object): number | null =>
  'number' in request && typeof request.number === 'number' ? request.number : null;

async function performAssignment(runtime: Runtime, effect: AssignmentEffect): Promise<void> {
  switch (effect.type) {
    case 'findAgent':
    case 'reserveAgent':
      await search(runtime, effect);
      return;
    case 'releaseAgent': {
      const { agentId, number, outcome } = effect.request;
      const whom = agentId ? `release agent ${agentId}` : 'withdraw the search';
      await run('releaseAgent', `${whom}: assignment ${String(number)} ${outcome}`, [
        effect.request,
      ]);
      return;
    }
    case 'recordAccept': {
      const { sessionId, number, agentId } = effect;
      await run('recordAccept', `agent ${agentId} accepted`, [{ sessionId, number, agentId }]);
      return;
    }
    case 'loadSettings': {
      const settings = await run('loadSettings', 'settings in force for the successor', [
        effect.channel,
      ]);
      runtime.apply({ type: 'settingsLoaded', sessionId: effect.sessionId, settings });
      return;
    }
    case 'extendCalendar': {
      const { sessionId, channel, version, fromMs } = effect;
      const request = { channel, version, fromMs };
      const calendar = await run('extendCalendar', 'opening hours ahead', [request]);
      runtime.apply({ type: 'calendarExtended', sessionId, calendar });
    }
  }
}

type SearchEffect = Extract<AssignmentEffect, { type: 'findAgent' | 'reserveAgent' }>;

async function search(runtime: Runtime, effect: SearchEffect): Promise<void> {
  const { sessionId, number } = effect.request;
  if (!isWanted(runtime, effect)) return;
  const { agentId, candidates } =
    effect.type === 'findAgent'
      ? await run('findAgent', `find an agent: search ${String(number)}`, [effect.request])
      : await run('reserveAgent', `reserve agent ${effect.request.agentId}`, [effect.request]);
  runtime.apply(
    agentId === null
      ? { type: 'noAgentFound', sessionId, number, candidates }
      : { type: 'agentFound', sessionId, number, agentId, candidates },
  );
}

/** A search that was given up meanwhile need not run: its release follows, and ends its number. */
function isWanted({ session }: Runtime, { request }: SearchEffect): boolean {
  if (session?.id !== request.sessionId) return false;
  return session.search?.number === request.number || session.directed?.number === request.number;
}

async function deliver(_runtime: Runtime, message: OutboundMessage): Promise<void> {
  await runOutside('sendToCustomer', `${message.cause} to the customer`, [message]);
}

async function giveNotice(_runtime: Runtime, notification: Notification): Promise<void> {
  const { to, kind } = notification;
  const whom = to === 'supervisors' ? to : `agent ${to.agentId}`;
  await runOutside('notify', `tell ${whom}: ${kind.replaceAll('_', ' ')}`, [notification], {
    scheduleToCloseTimeout: NOTICE_PATIENCE,
  });
}
