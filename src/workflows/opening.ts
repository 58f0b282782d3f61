/** A session opens once its first activity brought the settings, the previous session, and what that one kept. */

import { condition } from '@temporalio/workflow';
import { open } from '../core/decide.ts';
import type { CustomerMessage, OpeningEvent, SignalEvent } from '../core/event.ts';
import type { OpeningFacts } from '../core/opening.ts';
import { localActivities, run } from './activity-calls.ts';
import type { Runtime } from './conversation-run.ts';

export async function openingLane(runtime: Runtime): Promise<void> {
  for (;;) {
    await condition(() => runtime.held.length > 0 && !runtime.draining);
    const facts = await loadFacts(runtime);
    runtime.keptEarlier = { ...runtime.keptEarlier, ...facts.kept };
    const held = runtime.held;
    runtime.held = [];
    for (const event of held) apply(runtime, facts, event);
    runtime.openingOver = true;
  }
}

/** Messages that arrive while the facts are read are looked up as well. */
async function loadFacts(runtime: Runtime): Promise<OpeningFacts> {
  const { conversationId, channel } = runtime.input;
  const asked = new Set<string>();
  const kept: OpeningFacts['kept'] = {};
  for (;;) {
    const messageKeys = keysOf(runtime.held).filter((key) => !asked.has(key));
    const sessionIds = newSessionIds(runtime.held);
    const facts = await load({ conversationId, channel, messageKeys, sessionIds });
    messageKeys.forEach((key) => asked.add(key));
    Object.assign(kept, facts.kept);
    if (keysOf(runtime.held).every((key) => asked.has(key))) return { ...facts, kept };
  }
}

type Request = Parameters<typeof localActivities.loadOpening>[0];

async function load(request: Request): Promise<OpeningFacts> {
  try {
    return await localActivities.loadOpening(request);
  } catch {
    return run('loadOpening', 'settings in force and what came before', [request]);
  }
}

const keysOf = (held: SignalEvent[]): string[] =>
  held
    .filter((event): event is CustomerMessage => event.type === 'customerMessage')
    .map(({ messageKey }) => messageKey);

const newSessionIds = (held: SignalEvent[]): string[] =>
  held.flatMap((event) =>
    event.type === 'customerMessage' || event.type === 'open' ? [event.newSessionId] : [],
  );

function apply(runtime: Runtime, facts: OpeningFacts, event: SignalEvent): void {
  if (runtime.session) {
    runtime.apply(event);
  } else if (event.type === 'agentFound') {
    giveBack(runtime, event);
  } else if (event.type !== 'agentPresence' && !isKept(facts, event)) {
    begin(runtime, facts, event);
  }
}

const isKept = (facts: OpeningFacts, event: OpeningEvent): boolean =>
  event.type === 'customerMessage' && Object.hasOwn(facts.kept, event.messageKey);

function begin(runtime: Runtime, facts: OpeningFacts, event: OpeningEvent): void {
  const { conversationId, channel } = runtime.input;
  try {
    const { session, effects } = open({ conversationId, channel }, facts, event, Date.now());
    runtime.adopt(session, effects, event.type === 'customerMessage' ? event : null);
  } catch (error) {
    runtime.note(`${event.type} could not open a session: ${String(error)}`);
  }
}

/** Reserved for a session that is over: nobody else would let the agent go. */
function giveBack(runtime: Runtime, event: Extract<SignalEvent, { type: 'agentFound' }>): void {
  const { sessionId, number, agentId } = event;
  runtime.outbox.assignments.push({
    type: 'releaseAgent',
    request: { sessionId, number, agentId, outcome: 'released', awayAfterMisses: 0 },
  });
}
