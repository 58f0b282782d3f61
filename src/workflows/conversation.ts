/** A conversation as a workflow: handlers on top, lanes beside them, and one loop that knows when a run is over. */

import {
  CancellationScope,
  allHandlersFinished,
  condition,
  makeContinueAsNewFunc,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { Session } from '../core/session.ts';
import { deadlineLane } from './deadline-lane.ts';
import { handleEverything } from './handlers.ts';
import { startLanes } from './lanes.ts';
import type { ConversationInput } from '../contract/messages.ts';
import { openingLane } from './opening.ts';
import { isEmpty } from './outbox.ts';
import { CARRIED_BYTES_LIMIT, carriedBytes, spill } from './overflow.ts';
import { isUnreadable } from './payload-converter.ts';
import { Runtime, type Carried } from './conversation-run.ts';
import { searchAttributesOf } from './search-attributes.ts';

/** Long histories make every cold turn slow: a quiet run continues as new from here. */
const QUIET_EVENTS = 800;
/** From here it does so even under fire, carrying what is still queued. */
const FORCED_EVENTS = 2000;
const FORCED_BYTES = 4 * 1024 * 1024;

/**
 * One conversation of one customer on one channel. The run completes when its session is closed and nothing is left
 * to do. A request to cancel it changes nothing: a session ends by its rules.
 */
export async function conversation(
  input: ConversationInput,
  carried: Carried | null = null,
): Promise<void> {
  if (isUnreadable(input) || (carried !== null && isUnreadable(carried))) {
    // Fails the task, not the run: state that cannot be read yet (a key not distributed) must wait for the mend.
    throw new Error('The state of this conversation cannot be read.');
  }
  const runtime = new Runtime(input, carried);
  await CancellationScope.nonCancellable(() => attend(runtime));
}

async function attend(runtime: Runtime): Promise<void> {
  handleEverything(runtime);
  const lanes = [
    ...startLanes(runtime),
    openingLane(runtime),
    deadlineLane(runtime),
    showLane(runtime),
  ];
  await Promise.race([untilOver(runtime), ...lanes]);
}

async function untilOver(runtime: Runtime): Promise<void> {
  await condition(() => isFinished(runtime) || isTooLong(runtime));
  if (isFinished(runtime)) return;
  if (!isIdle(runtime)) await drain(runtime);
  const { input, session } = runtime;
  const continued = makeContinueAsNewFunc<typeof conversation>({
    ...(session && { typedSearchAttributes: present(searchAttributesOf(session)) }),
  });
  await continued(input, runtime.carried());
}

const isIdle = (runtime: Runtime): boolean =>
  runtime.performing.size === 0 && isEmpty(runtime.outbox) && allHandlersFinished();

const isFinished = (runtime: Runtime): boolean =>
  runtime.openingOver &&
  (runtime.session === null || runtime.session.status === 'closed') &&
  isIdle(runtime);

function isTooLong(runtime: Runtime): boolean {
  const { historyLength, continueAsNewSuggested } = workflowInfo();
  if (!runtime.openingOver) return isForced() && carriedBytes(runtime) < CARRIED_BYTES_LIMIT;
  return (
    isForced() || (isIdle(runtime) && (historyLength >= QUIET_EVENTS || continueAsNewSuggested))
  );
}

function isForced(): boolean {
  const { historyLength, historySize } = workflowInfo();
  return historyLength >= FORCED_EVENTS || historySize >= FORCED_BYTES;
}

/** Callers that wait for a verdict ask again; children save what exceeds a payload. */
async function drain(runtime: Runtime): Promise<void> {
  runtime.draining = true;
  do {
    await spill(runtime);
    await condition(allHandlersFinished);
  } while (carriedBytes(runtime) > CARRIED_BYTES_LIMIT);
}

/** One upsert a task, and only when something changed: each is an event. */
async function showLane(runtime: Runtime): Promise<void> {
  const shown = (session: Session): string =>
    JSON.stringify(searchAttributesOf(session).map(({ value }) => value));
  for (;;) {
    await condition(
      () => runtime.session !== null && shown(runtime.session) !== runtime.shownAttributes,
    );
    if (!runtime.session) continue;
    upsertSearchAttributes(searchAttributesOf(runtime.session));
    runtime.shownAttributes = shown(runtime.session);
  }
}

/** Continue-as-new takes values only; what is unset stays away. */
function present(pairs: ReturnType<typeof searchAttributesOf>): never[] {
  return pairs.filter(({ value }) => value !== null) as never[];
}
