/** Calls for whoever brings customers in: messages, and sessions opened by request. */

import { receipt } from '../../client/ask.ts';
import { deliver } from '../../client/deliver.ts';
import { conversationId, newSessionId } from '../../client/identity.ts';
import type { ContactDetails } from '../../core/event.ts';
import type { KeptMessage } from '../../core/session.ts';
import { requireChannel } from '../callers/access.ts';
import { deliverMessage } from './deliver-message.ts';
import type { Dependencies } from '../dependencies.ts';
import { Problem, unavailable } from '../http/problem.ts';
import { route, type Answer, type Caller, type Route } from '../http/route.ts';
import {
  customerMessageBody,
  messageAccepted,
  messageReceipt,
  openSessionBody,
} from './schemas.ts';
import { byChannel } from '../http/query-schemas.ts';
import { session } from '../sessions/shape.ts';
import { savedAnswer, viewedAnswer } from '../sessions/answers.ts';
import { findMessage, findOpenSession, startedWith } from '../../store/sessions/read.ts';
import type { z } from '../http/zod.ts';

type MessageBody = z.output<typeof customerMessageBody>;
type OpenBody = z.output<typeof openSessionBody>;

/** The message that opens a session follows its `session.started`. */
const OPENING_SEQUENCE = 2;

function detailsOf(body: MessageBody | OpenBody): ContactDetails {
  return {
    customer: { id: body.customer.id, name: body.customer.name ?? null },
    roomId: body.roomId ?? null,
    orderIds: body.orderIds ?? [],
    attributes: body.attributes ?? {},
  };
}

const waits = (prefer: string | string[] | undefined): boolean =>
  typeof prefer === 'string' && /(?:^|,)\s*wait\s*(?:=\s*"?\d+"?\s*)?(?:$|[,;])/i.test(prefer);

interface Landing extends KeptMessage {
  /** The request's own session was opened by it; `null`: not known. */
  opened: boolean | null;
}

async function landing(
  { temporal, models }: Dependencies,
  conversation: string,
  request: { messageKey: string; newSessionId: string },
): Promise<Landing | null> {
  const answer = await receipt(temporal, conversation, request);
  if (answer.type === 'no verdict') return null;
  if (answer.type === 'known' && answer.receipt.kept !== null) {
    const { kept } = answer.receipt;
    return { ...kept, opened: kept.sessionId === request.newSessionId ? true : null };
  }
  // An earlier session kept it, and what runs now has nothing to do with it.
  const saved = await findMessage(models, conversation, request.messageKey);
  if (saved === null) return null;
  const { sessionId, sequence, digest } = saved;
  return { sessionId, sequence, digest: digest ?? '', opened: null };
}

async function sessionStarted({ models }: Dependencies, landed: Landing): Promise<boolean> {
  if (landed.sequence !== OPENING_SEQUENCE) return false;
  return landed.opened ?? (await startedWith(models, landed.sessionId, landed.sequence));
}

async function postMessage(
  dependencies: Dependencies,
  channel: string,
  body: MessageBody,
  wait: boolean,
): Promise<Answer> {
  const conversation = conversationId(dependencies.conversationKey, channel, body.customer.id);
  const { digest, ...delivered } = await deliverMessage(dependencies, {
    conversationId: conversation,
    channel,
    details: detailsOf(body),
    messageId: body.messageId,
    text: body.text,
  });
  const accepted = { conversationId: conversation, messageId: body.messageId };
  if (!wait) return { status: 202, body: accepted };
  const landed = await landing(dependencies, conversation, delivered);
  if (landed === null) return { status: 202, body: accepted };
  if (landed.digest !== digest) {
    throw new Problem(
      'message_id_reused',
      'This message ID belongs to a message with another text.',
    );
  }
  return {
    status: 200,
    headers: { 'Preference-Applied': 'wait' },
    body: {
      ...accepted,
      sessionId: landed.sessionId,
      sequence: landed.sequence,
      sessionStarted: await sessionStarted(dependencies, landed),
    },
  };
}

async function openSession(
  dependencies: Dependencies,
  caller: Caller,
  body: OpenBody,
): Promise<Answer> {
  const atMs = dependencies.now();
  const conversation = conversationId(dependencies.conversationKey, body.channel, body.customer.id);
  const sessionId = newSessionId(conversation, atMs);
  await deliver(dependencies.temporal, {
    conversationId: conversation,
    channel: body.channel,
    event: { type: 'open', atMs, ...detailsOf(body), newSessionId: sessionId },
  });
  const answer = await receipt(dependencies.temporal, conversation, {
    messageKey: null,
    newSessionId: sessionId,
  });
  if (answer.type === 'known' && answer.receipt.session !== null) {
    const { session: view, opened } = answer.receipt;
    const status = opened ? 201 : 200;
    return {
      status,
      headers: { Location: `/v1/sessions/${view.id}` },
      body: await viewedAnswer(dependencies, caller, view),
    };
  }
  const saved =
    answer.type === 'gone' ? await findOpenSession(dependencies.models, conversation) : null;
  if (saved !== null) return { status: 200, body: await savedAnswer(dependencies, caller, saved) };
  throw unavailable(
    'The request was taken, but no worker has opened the session yet; ask again, it opens one session only.',
    2,
  );
}

/** Messages and sessions of customers. */
export function contactRoutes(dependencies: Dependencies): Route[] {
  return [
    route({
      method: 'post',
      path: '/v1/channels/{channel}/messages',
      summary: 'Post a customer’s message',
      description:
        'Accepted as soon as it is stored durably, whether or not anybody can work on it now. The first message, and the first after a close, opens a session. The same `messageId` again changes nothing.',
      tag: 'Customers',
      roles: ['integration'],
      lately: true,
      repetition: 'own',
      takes: {
        Prefer:
          '`wait`: answer 200 with where the message landed, waiting at most three seconds; 202 when that is not known by then.',
      },
      params: byChannel,
      body: customerMessageBody,
      answers: {
        200: {
          description: 'Where the message landed',
          schema: messageReceipt,
          headers: { 'Preference-Applied': '`wait`' },
        },
        202: { description: 'Accepted', schema: messageAccepted },
      },
      problems: ['message_id_reused'],
      handle: ({ params, body, headers, caller }) => {
        requireChannel(caller, params.channel);
        return postMessage(dependencies, params.channel, body, waits(headers['prefer']));
      },
    }),
    route({
      method: 'post',
      path: '/v1/sessions',
      summary: 'Open a session',
      description:
        'Answers with the open session of this customer on this channel, if there is one.',
      tag: 'Sessions',
      roles: ['integration', 'supervisor'],
      body: openSessionBody,
      answers: {
        200: { description: 'The session that was open', schema: session },
        201: {
          description: 'Opened',
          schema: session,
          headers: { Location: 'The address of the session' },
        },
      },
      problems: [],
      handle: ({ body, caller }) => {
        requireChannel(caller, body.channel);
        return openSession(dependencies, caller, body);
      },
    }),
  ];
}
