import { problemCode, describeAnswer, type Answer, type ApiClient } from './api-client.ts';
import type { AgentRoster } from './agent-roster.ts';
import type { CountedConversation, CountedMessage, Moment } from './count-figures.ts';
import { readReceipt } from './readings.ts';
import type { Timeline } from './timeline.ts';
import type { Transcript, TranscriptMessage } from './transcripts.ts';

/** The API takes no longer text. */
const TEXT_LIMIT = 16_384;

/** A reassignment by the timer may come between an assignment and the reply; not so often, though. */
const ASSIGN_ATTEMPTS = 5;

/** Each waits three seconds at most for the verdict, so this is about two minutes. */
const VERDICT_ATTEMPTS = 40;

/** Figures of the client itself about a replay: how late it was, and what it could not do. */
export interface ReplayNotes {
  /** Seconds of real time by which each message left later than it was due. */
  lagSeconds: number[];
  cutTexts: number;
  /** Answers that the demo has no use for, by what they say. */
  refusals: Map<string, number>;
  sessionIds: Set<string>;
}

export interface ReplayContext {
  api: ApiClient;
  roster: AgentRoster;
  timeline: Timeline;
  channel: string;
  /** Makes IDs of this run its own. */
  runId: string;
  /** Transcript time after which a customer who waits is given up; null leaves the session open. */
  endAfterSeconds: number | null;
  notes: ReplayNotes;
}

/** State of a replay between two messages of a conversation. */
interface Place {
  sessionId: string | null;
  /** The customer has the last word, so the session cannot have closed by itself. */
  customerWaits: boolean;
}

/** The customer's ID in this run; a later run replays with fresh customers. */
export const customerIdOf = (runId: string, transcriptId: string): string =>
  `${runId}:${transcriptId}`;

/** Cuts a text that is too long for the API, never through a surrogate pair. */
export function fitText(text: string): { text: string; cut: boolean } {
  if (text.length <= TEXT_LIMIT) return { text, cut: false };
  const kept = text.slice(0, TEXT_LIMIT);
  return { text: /[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept, cut: true };
}

/**
 * Replays one conversation, its messages strictly in order, and ends it if its customer waits for ever.
 *
 * @param startSeconds transcript time since the replay began at which its first message is due
 * @returns the conversation with the instants at which its messages were really posted
 */
export async function replayConversation(
  context: ReplayContext,
  transcript: Transcript,
  startSeconds: number,
): Promise<CountedConversation> {
  const { timeline, notes } = context;
  const place: Place = { sessionId: null, customerWaits: false };
  const messages: CountedMessage[] = [];
  for (const [index, message] of transcript.messages.entries()) {
    const dueSeconds = startSeconds + message.at;
    await timeline.until(dueSeconds);
    const { text, cut } = fitText(message.text);
    if (cut) notes.cutTexts += 1;
    const post = { transcript, index, message: { ...message, text } };
    const answer =
      message.from === 'customer'
        ? await postAsCustomer(context, post, place)
        : await postAsAgent(context, post, place);
    const when = momentOf(timeline, answer);
    notes.lagSeconds.push(Math.max(0, (when.earliest - dueSeconds) / timeline.speed));
    messages.push({ from: message.from, name: message.name, when });
  }
  const last = messages.at(-1)?.when.latest ?? startSeconds;
  await endIfWaiting(context, place, last);
  return { id: transcript.id, messages };
}

interface Post {
  transcript: Transcript;
  index: number;
  message: TranscriptMessage;
}

/** An answer, or null when there was nothing to post to. */
function momentOf(timeline: Timeline, answer: Answer | null): Moment {
  const nowMs = performance.now();
  return {
    earliest: timeline.transcriptSeconds(answer?.sentAtMs ?? nowMs),
    latest: timeline.transcriptSeconds(answer?.answeredAtMs ?? nowMs),
  };
}

const messageIdOf = (context: ReplayContext, { transcript, index }: Post): string =>
  `${customerIdOf(context.runId, transcript.id)}:${index}`;

async function postAsCustomer(context: ReplayContext, post: Post, place: Place): Promise<Answer> {
  const { api, channel, runId, notes } = context;
  const request = {
    method: 'POST' as const,
    path: `/v1/channels/${encodeURIComponent(channel)}/messages`,
    body: {
      messageId: messageIdOf(context, post),
      customer: { id: customerIdOf(runId, post.transcript.id), name: post.transcript.customer },
      text: post.message.text,
    },
  };
  const knowsSession = place.sessionId !== null && place.customerWaits;
  const headers: Record<string, string> = knowsSession ? {} : { prefer: 'wait' };
  const first = await api.require({ ...request, headers });
  if (!knowsSession) {
    let answer = first;
    // 202 is "accepted, no verdict yet"; the same message again changes nothing and asks anew.
    for (let asked = 1; answer.status === 202 && asked < VERDICT_ATTEMPTS; asked += 1) {
      answer = await api.require({ ...request, headers });
    }
    place.sessionId = readReceipt(answer.body).sessionId;
    notes.sessionIds.add(place.sessionId);
  }
  place.customerWaits = true;
  return first;
}

/** Posts a reply, after assigning the session when somebody else has it. Null when no session is open. */
async function postAsAgent(
  context: ReplayContext,
  post: Post,
  place: Place,
): Promise<Answer | null> {
  const { api, roster, notes } = context;
  if (place.sessionId === null) return null;
  const agentId = await roster.agentId(post.message.name);
  const session = `/v1/sessions/${encodeURIComponent(place.sessionId)}`;
  const messageId = messageIdOf(context, post);
  for (let attempt = 1; ; attempt += 1) {
    const answer = await api.send({
      method: 'POST',
      path: `${session}/messages`,
      body: { messageId, author: { type: 'agent', id: agentId }, text: post.message.text },
    });
    if (answer.status < 300) {
      place.customerWaits = false;
      return answer;
    }
    const code = problemCode(answer);
    if (code === 'session_closed') {
      place.sessionId = null;
      place.customerWaits = false;
      return answer;
    }
    if (code !== 'not_assigned' || attempt > ASSIGN_ATTEMPTS) {
      noteRefusal(notes, 'a reply', answer);
      return answer;
    }
    const assigned = await api.send({
      method: 'POST',
      path: `${session}/assign`,
      body: { agentId },
      headers: { 'idempotency-key': `${messageId}:assign:${attempt}` },
    });
    if (assigned.status >= 300 && problemCode(assigned) !== 'session_closed') {
      noteRefusal(notes, 'an assignment', assigned);
    }
  }
}

/** The transcript is over and the customer still waits: let every timer run out, then end the session. */
async function endIfWaiting(
  context: ReplayContext,
  place: Place,
  lastSeconds: number,
): Promise<void> {
  const { api, timeline, notes, endAfterSeconds } = context;
  if (place.sessionId === null || !place.customerWaits || endAfterSeconds === null) return;
  await timeline.until(lastSeconds + endAfterSeconds);
  const answer = await api.send({
    method: 'POST',
    path: `/v1/sessions/${encodeURIComponent(place.sessionId)}/end`,
    body: { by: 'admin', note: 'The transcript ends here, with the customer waiting.' },
    headers: { 'idempotency-key': `${context.runId}:${place.sessionId}:end` },
  });
  if (answer.status >= 300) noteRefusal(notes, 'an end', answer);
}

function noteRefusal(notes: ReplayNotes, what: string, answer: Answer): void {
  const key = `${what} was refused: ${describeAnswer(answer)}`;
  notes.refusals.set(key, (notes.refusals.get(key) ?? 0) + 1);
}
