import type { ApiClient } from './api-client.ts';
import type { Figure } from './count-figures.ts';
import {
  readDecisions,
  readMessages,
  readSessions,
  type DecisionReading,
  type MessageReading,
  type SessionReading,
} from './readings.ts';

/** The outcome of a run, read back from the API. */
export interface Outcome {
  figures: Record<Figure, number>;
  /** Real milliseconds from each session's first customer message to its first public reply. */
  firstResponsesMs: number[];
  /** How late the latest timer was processed, in real milliseconds after its due instant. */
  latestTimerMs: number;
  /** Closed otherwise than by the auto-close or by the demo, or not at all. */
  otherEnds: number;
}

/** One session with everything that is read of it. */
export interface SessionRecord {
  session: SessionReading;
  messages: MessageReading[];
  decisions: DecisionReading[];
}

/** Sessions whose messages and decisions are read at the same time. */
const READERS = 8;

/** A decision's name without its group: `warned`, `overdue`, `assigned`. */
const nameOf = (decision: DecisionReading): string => decision.what.replace(/^session\./, '');

const isPublicReply = (message: MessageReading): boolean =>
  message.author.type === 'agent' && message.visibility === 'public';

function firstResponseMs({ messages }: SessionRecord): number | null {
  const asked = messages.find((message) => message.author.type === 'customer');
  const answered = messages.find(isPublicReply);
  if (!asked || !answered) return null;
  return Date.parse(answered.at) - Date.parse(asked.at);
}

/** How late a timer was handled; 0 for what no timer decided. */
const lateness = ({ trigger, dueAt, processedAt }: DecisionReading): number =>
  trigger.startsWith('timer:') && dueAt ? Date.parse(processedAt) - Date.parse(dueAt) : 0;

/**
 * Waits that ran over their deadline: those with a notice, and those whose answer came after the
 * deadline and before the notice (instants are compared, so they are overdue as well).
 */
function overdueWaits({ messages, decisions }: SessionRecord): number {
  const noticed = decisions.filter((decision) => nameOf(decision) === 'overdue');
  const noticedAt = new Set(noticed.map((decision) => decision.dueAt));
  const lateUnnoticed = decisions.filter((decision) => {
    if (nameOf(decision) !== 'answered' || !decision.dueAt || noticedAt.has(decision.dueAt)) {
      return false;
    }
    const answer = messages
      .filter((message) => isPublicReply(message) && message.sequence < decision.sequence)
      .reduce((latest, message) => Math.max(latest, Date.parse(message.at)), 0);
    return answer > Date.parse(decision.dueAt);
  });
  return noticed.length + lateUnnoticed.length;
}

/**
 * Adds up what the API says about a run's sessions.
 *
 * @param agentMessagesPosted replies in the transcripts; those in no session had none to go to
 */
export function outcomeOf(records: readonly SessionRecord[], agentMessagesPosted: number): Outcome {
  const messages = records.flatMap((record) => record.messages);
  const decisions = records.flatMap((record) => record.decisions);
  const sessions = records.map((record) => record.session);
  const decided = (name: string): number =>
    decisions.filter((decision) => nameOf(decision) === name).length;
  const closedAs = (reason: string): number =>
    sessions.filter((session) => session.closeReason === reason).length;
  const agentMessages = messages.filter(isPublicReply).length;
  const [autoCloses, ended] = [closedAs('customer_idle'), closedAs('ended_by_admin')];
  return {
    figures: {
      conversations: new Set(sessions.map((session) => session.conversationId)).size,
      sessions: sessions.length,
      customerMessages: messages.filter((message) => message.author.type === 'customer').length,
      agentMessages,
      unplaced: agentMessagesPosted - agentMessages,
      warnings: decided('warned'),
      overdue: records.reduce((sum, record) => sum + overdueWaits(record), 0),
      reassignments: sessions.reduce((sum, session) => sum + session.reassignments, 0),
      assignments: decisions.filter(isAssignmentByCommand).length,
      autoCloses,
      ended,
    },
    firstResponsesMs: records.map(firstResponseMs).filter((time) => time !== null),
    latestTimerMs: decisions.reduce((latest, decision) => Math.max(latest, lateness(decision)), 0),
    otherEnds: sessions.length - autoCloses - ended,
  };
}

/** Assigned because the demo asked for it, not because the system found somebody. */
function isAssignmentByCommand(decision: DecisionReading): boolean {
  return nameOf(decision) === 'assigned' && decision.trigger.startsWith('assign by ');
}

/**
 * Reads everything about a run's sessions back from the API.
 *
 * @param startedAt instant before the run's first session, RFC 3339
 */
export async function readRecords(
  api: ApiClient,
  channel: string,
  runId: string,
  startedAt: string,
): Promise<SessionRecord[]> {
  const listed = await readSessions(api, channel, { createdAfter: startedAt });
  const sessions = listed.filter((session) => session.customer.id.startsWith(`${runId}:`));
  const records: SessionRecord[] = [];
  const queue = [...sessions];
  const read = async (): Promise<void> => {
    for (let session = queue.pop(); session; session = queue.pop()) {
      const messages = await readMessages(api, session.id);
      const decisions = await readDecisions(api, session.id);
      records.push({ session, messages, decisions });
    }
  };
  await Promise.all(Array.from({ length: READERS }, read));
  return records;
}
