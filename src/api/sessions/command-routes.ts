/** Commands of agents, customers and supervisors to a session; each waits for the session's verdict. */

import { messageDigest, messageKey } from '../../client/identity.ts';
import type { Author, Order } from '../../core/event.ts';
import { actorOf, requireEnder, requireOwnAgent, requireOwnTakeover } from '../callers/access.ts';
import { audit } from '../callers/audit.ts';
import type { Dependencies } from '../dependencies.ts';
import { giveCommand } from './give-command.ts';
import { requireAgent } from '../callers/known-agent.ts';
import type { ProblemCode } from '../http/problem-codes.ts';
import { route, type Call, type Caller, type Role, type Route } from '../http/route.ts';
import {
  assignBody,
  endBody,
  holdBody,
  offerAnswerBody,
  replyBody,
  replyReceipt,
  resumeBody,
  transferBody,
} from './command-schemas.ts';
import { byId } from '../http/query-schemas.ts';
import { session } from './shape.ts';
import { viewedAnswer } from './answers.ts';
import type { z } from '../http/zod.ts';

const EVERYBODY: readonly Role[] = ['integration', 'agent', 'supervisor', 'admin'];
const COMMON: readonly ProblemCode[] = ['not_found', 'session_closed'];

function replyRoute(dependencies: Dependencies): Route {
  return route({
    method: 'post',
    path: '/v1/sessions/{id}/messages',
    summary: 'Reply, or leave a note',
    description:
      'A public message of the agent who has the session answers the customer. Notes, bots and system messages leave the customer waiting.',
    tag: 'Sessions',
    roles: EVERYBODY,
    repetition: 'workflow',
    params: byId,
    body: replyBody,
    answers: { 200: { description: 'Kept under this number', schema: replyReceipt } },
    problems: [...COMMON, 'not_assigned', 'unknown_agent', 'message_id_reused'],
    handle: async (call) => {
      const { body, caller } = call;
      requireOwnAgent(caller, body.author.type === 'agent' ? body.author.id : null);
      if (body.author.type === 'agent') await requireAgent(dependencies, body.author.id);
      const { sequence } = await giveCommand(dependencies, call, replyOf(call, dependencies.now()));
      return { status: 200, body: { sequence } };
    },
  });
}

function replyOf(
  { body, caller }: Pick<Call<unknown, unknown, z.output<typeof replyBody>>, 'body' | 'caller'>,
  atMs: number,
): Order {
  const author: Author =
    body.author.type === 'agent'
      ? body.author
      : { type: body.author.type, id: body.author.id ?? null };
  const visibility = body.visibility ?? 'public';
  return {
    type: 'reply',
    atMs,
    messageId: body.messageId,
    messageKey: messageKey(body.messageId),
    digest: messageDigest(author, visibility, body.text),
    author,
    visibility,
    text: body.text,
    // An integration has sent to the customer what it posts.
    outbound: visibility === 'public' && caller.role !== 'integration',
  };
}

type ActionCall<B extends z.ZodType> = Call<{ id: string }, undefined, z.output<B>>;

interface Action<B extends z.ZodType> {
  name: string;
  summary: string;
  description?: string;
  roles?: readonly Role[];
  body: B;
  problems: readonly ProblemCode[];
  /** Refuses what the caller may not, beside what its role says. */
  check?: (call: ActionCall<B>) => void;
  /** The agent who must exist before the session is asked. */
  agent?: (body: z.output<B>) => string | null;
  command: (body: z.output<B>, caller: Caller) => Order;
  /** Afterwards. */
  done?: (call: ActionCall<B>) => Promise<void>;
}

function action<B extends z.ZodType>(dependencies: Dependencies, entry: Action<B>): Route {
  return route({
    method: 'post',
    path: `/v1/sessions/{id}/${entry.name}`,
    summary: entry.summary,
    ...(entry.description === undefined ? {} : { description: entry.description }),
    tag: 'Sessions',
    roles: entry.roles ?? EVERYBODY,
    repetition: 'workflow',
    params: byId,
    body: entry.body,
    answers: { 200: { description: 'The session afterwards', schema: session } },
    problems: [...COMMON, ...entry.problems],
    handle: async (untyped) => {
      const call: ActionCall<B> = { ...untyped, body: untyped.body as z.output<B> };
      const { body, caller } = call;
      entry.check?.(call);
      const agentId = entry.agent?.(body) ?? null;
      if (agentId !== null) await requireAgent(dependencies, agentId);
      const outcome = await giveCommand(dependencies, call, entry.command(body, caller));
      await entry.done?.(call);
      return { status: 200, body: await viewedAnswer(dependencies, caller, outcome.session) };
    },
  });
}

function enderOf(by: 'agent' | 'customer' | 'admin', caller: Caller): string | null {
  if (by === 'admin') return actorOf(caller);
  return by === 'agent' ? caller.agentId : null;
}

function offerRoutes(dependencies: Dependencies): Route[] {
  return [
    action(dependencies, {
      name: 'accept',
      summary: 'Accept an offer',
      description: 'Of two who accept at once one wins. An offer that moved on is `offer_expired`.',
      body: offerAnswerBody,
      problems: ['not_offered', 'offer_expired'],
      check: ({ caller, body }) => {
        requireOwnAgent(caller, body.agentId);
      },
      command: ({ agentId }) => ({ type: 'accept', agentId }),
    }),
    action(dependencies, {
      name: 'decline',
      summary: 'Decline an offer',
      body: offerAnswerBody,
      problems: ['not_offered', 'offer_expired'],
      check: ({ caller, body }) => {
        requireOwnAgent(caller, body.agentId);
      },
      command: ({ agentId, reason }) => ({ type: 'decline', agentId, reason: reason ?? null }),
    }),
    action(dependencies, {
      name: 'transfer',
      summary: 'Hand over to an agent, or to whoever has a skill',
      description: 'A skill that nobody has free queues the session.',
      body: transferBody,
      problems: ['agent_unavailable', 'unknown_agent', 'wrong_status', 'not_assigned'],
      agent: ({ to }) => ('agentId' in to ? to.agentId : null),
      command: ({ to, reason }, caller) => ({
        type: 'transfer',
        to,
        by: actorOf(caller),
        reason: reason ?? null,
      }),
    }),
    action(dependencies, {
      name: 'assign',
      summary: 'Give the session to an agent',
      description:
        'A supervisor’s assignment never rings, withdraws an offer and respects capacity. With `takeover` the agent is the supervisor, whom capacity does not bind.',
      roles: ['supervisor', 'admin'],
      body: assignBody,
      problems: ['agent_unavailable', 'unknown_agent', 'wrong_status'],
      agent: ({ agentId }) => agentId,
      check: ({ caller, body }) => {
        if (body.takeover === true) requireOwnTakeover(caller, body.agentId);
      },
      command: ({ agentId, takeover }, caller) => ({
        type: 'assign',
        agentId,
        by: actorOf(caller),
        takeover: takeover ?? false,
      }),
      done: async (call) => {
        const { agentId, takeover } = call.body;
        if (takeover !== true) return;
        const facts = { sessionId: call.params.id, agentId };
        await audit(dependencies, call, 'session.taken_over', facts);
      },
    }),
  ];
}

/** All commands to a session. */
export function commandRoutes(dependencies: Dependencies): Route[] {
  return [
    replyRoute(dependencies),
    ...offerRoutes(dependencies),
    action(dependencies, {
      name: 'hold',
      summary: 'Put on hold until an instant',
      description: 'Any public message by customer or agent resumes first.',
      body: holdBody,
      problems: ['wrong_status', 'customer_waiting', 'invalid_hold', 'not_assigned'],
      command: ({ until }, caller) => ({
        type: 'hold',
        untilMs: Date.parse(until),
        by: actorOf(caller),
      }),
    }),
    action(dependencies, {
      name: 'resume',
      summary: 'End a hold',
      body: resumeBody,
      problems: ['wrong_status', 'not_assigned'],
      command: (_body, caller) => ({ type: 'resume', by: actorOf(caller) }),
    }),
    action(dependencies, {
      name: 'end',
      summary: 'Close the session',
      body: endBody,
      problems: ['not_assigned'],
      check: ({ caller, body }) => {
        requireEnder(caller, body);
      },
      command: ({ by, id, note }, caller) => ({
        type: 'end',
        by,
        id: id ?? enderOf(by, caller),
        note: note ?? null,
      }),
    }),
  ];
}
