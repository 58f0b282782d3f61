/** Handlers of signals and updates. Each decides synchronously. */

import { ApplicationFailure, condition, setHandler } from '@temporalio/workflow';
import { claimsOf } from '../core/claims.ts';
import { deadlines } from '../core/deadline.ts';
import { isSignalEvent, type Command, type Order, type SignalEvent } from '../core/event.ts';
import type { Refusal } from '../core/refusal.ts';
import type { Session } from '../core/session.ts';
import { viewOf } from '../core/view.ts';
import { lookUp, remember } from './ledger.ts';
import type {
  CommandInput,
  CommandOutcome,
  Live,
  Receipt,
  ReceiptRequest,
} from '../contract/messages.ts';
import { commandUpdates, liveUpdate, receiptUpdate, sessionSignal } from './definitions.ts';
import { isUnreadable } from './payload-converter.ts';
import type { Runtime } from './conversation-run.ts';

export function handleEverything(runtime: Runtime): void {
  setHandler(sessionSignal, (event: unknown) => {
    receive(runtime, event);
  });
  for (const update of commandUpdates) {
    setHandler(update, (input: CommandInput) => perform(runtime, input), {
      validator: (input: CommandInput) => {
        validate(runtime, input, update.name as Order['type']);
      },
    });
  }
  setHandler(receiptUpdate, (request: ReceiptRequest) => receipt(runtime, request), {
    validator: (request: unknown) => {
      if (isUnreadable(request)) throw refused('unreadable', 'The request cannot be read.');
    },
  });
  setHandler(liveUpdate, never, {
    validator: () => {
      throw ApplicationFailure.create({
        message: 'What was asked for is in the details.',
        type: liveUpdate.name,
        nonRetryable: true,
        details: [live(runtime)],
      });
    },
  });
}

const never = (): never => {
  throw refused('unreadable', 'This update is always refused.');
};

function receive(runtime: Runtime, event: unknown): void {
  if (!isSignalEvent(event)) {
    runtime.note('a signal that cannot be read, or that is not an event');
  } else if (opensElsewhere(runtime, event)) {
    runtime.note(`${event.type} with the ID of another conversation's session`);
  } else if (runtime.session) {
    runtime.apply(event);
  } else {
    runtime.held.push(event);
    runtime.openingOver = false;
  }
}

/** A session opened under a foreign ID would be saved over another customer's. */
const opensElsewhere = ({ input }: Runtime, event: SignalEvent): boolean =>
  'newSessionId' in event && !event.newSessionId.startsWith(`${input.conversationId}-`);

const refused = (code: string, detail: string): ApplicationFailure =>
  ApplicationFailure.nonRetryable(detail, code);

const refusedBy = ({ code, detail }: Refusal): ApplicationFailure => refused(code, detail);

/** A refusal here leaves no trace in history. */
function validate(runtime: Runtime, input: CommandInput, name: Order['type']): void {
  if (isUnreadable(input) || isUnreadable(input.command)) {
    throw refused('unreadable', 'The command cannot be read.');
  }
  const session = openSession(runtime, input);
  if (input.command.type !== name) throw refused('unreadable', 'The command has another name.');
  const match = lookUp(runtime.ledger, input);
  if (match?.reused) {
    throw refused('idempotency_key_reused', 'This idempotency key was used for another body.');
  }
  if (match) return;
  const decision = considered(runtime, session, commandOf(input));
  if (!decision.accepted) throw refusedBy(decision.refusal);
}

function considered(
  runtime: Runtime,
  session: Session,
  command: Command,
): ReturnType<Runtime['consider']> {
  try {
    return runtime.consider(session, command);
  } catch (error) {
    throw refused('unreadable', `The command cannot be applied: ${String(error)}`);
  }
}

const commandOf = ({ command, giver }: CommandInput): Command => ({
  ...command,
  giver: giver ?? null,
});

function openSession(runtime: Runtime, input: CommandInput): Session {
  if (!runtime.session) throw refused('not_ready', 'The session is being opened.');
  if (runtime.session.id !== input.sessionId) {
    throw refused('wrong_session', 'Another session of this conversation is the latest.');
  }
  return runtime.session;
}

function perform(runtime: Runtime, input: CommandInput): CommandOutcome | Promise<CommandOutcome> {
  const match = lookUp(runtime.ledger, input);
  if (match) return outcome(runtime, match.found.sequence);
  const command = commandOf(input);
  const before = openSession(runtime, input);
  const refusal = runtime.apply(command);
  if (refusal) throw refusedBy(refusal);
  const sequence =
    command.type === 'reply' ? (runtime.kept(command.messageKey)?.sequence ?? null) : null;
  const directed = runtime.session?.directed ?? null;
  if (directed && directed.number !== before.directed?.number) {
    return afterVerdict(runtime, input, before.id, directed.number);
  }
  return settle(runtime, input, sequence);
}

/** An assignment has a verdict once the agent is reserved, or cannot be. */
async function afterVerdict(
  runtime: Runtime,
  input: CommandInput,
  sessionId: string,
  number: number,
): Promise<CommandOutcome> {
  const verdict = () => runtime.verdict(sessionId, number);
  await condition(() => verdict() !== null || runtime.draining);
  if (verdict() === 'assigned') return settle(runtime, input, null);
  if (verdict() === null) throw refused('not_ready', 'No verdict yet: ask again.');
  throw refused('agent_unavailable', 'The agent cannot take the session now.');
}

function settle(runtime: Runtime, input: CommandInput, sequence: number | null): CommandOutcome {
  const { key, bodyDigest } = input;
  if (key !== null) runtime.ledger = remember(runtime.ledger, { key, bodyDigest, sequence });
  return outcome(runtime, sequence);
}

function outcome(runtime: Runtime, sequence: number | null): CommandOutcome {
  if (!runtime.session) throw refused('not_ready', 'The session is being opened.');
  return { session: viewOf(runtime.session), sequence };
}

async function receipt(runtime: Runtime, request: ReceiptRequest): Promise<Receipt> {
  await condition(() => runtime.openingOver || runtime.draining);
  if (!runtime.openingOver) throw refused('not_ready', 'No verdict yet: ask again.');
  const { session } = runtime;
  return {
    kept: request.messageKey === null ? null : runtime.kept(request.messageKey),
    session: session && viewOf(session),
    opened: session !== null && session.id === request.newSessionId,
  };
}

function live(runtime: Runtime): Live {
  const { session, held, outbox, setAside } = runtime;
  const [unsaved] = outbox.records;
  return {
    session: session && viewOf(session),
    timers: session ? deadlines(session) : [],
    claims: session ? claimsOf(session) : [],
    held: held.length,
    outbox: {
      records: outbox.records.length,
      assignments: outbox.assignments.length,
      deliveries: outbox.deliveries.length,
      notices: outbox.notices.length,
    },
    savedThrough: unsaved ? unsaved.record.sequence - 1 : (session?.sequence ?? 0),
    setAside,
  };
}
