/** Text that the Temporal UI shows of a conversation, without personal data. */

import { deadlines } from '../core/deadline.ts';
import type { Session } from '../core/session.ts';
import type { PendingRecord } from './outbox.ts';

/** An instant to the second: "2026-01-05T10:30:00Z". */
export const clock = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
const short = (id: string): string => id.slice(-8);

/** One line for a timer: "overdue at 2026-01-05T10:30:00Z, agent a_7". */
export function timerSummary(session: Session): string {
  const [next] = deadlines(session);
  if (!next) return 'nothing is due any more';
  const agentId = session.serving?.agentId ?? session.offer?.agentId;
  return `${next.name} at ${clock(next.dueAtMs)}${agentId ? `, agent ${agentId}` : ''}`;
}

/** Markdown: status, agent, armed timers with their due instants, the last decisions with their reasons. */
export function currentDetails(summary: string, session: Session, lastDecisions: string[]): string {
  const agent = session.serving?.agentId ?? session.offer?.agentId ?? 'none';
  const timers = deadlines(session).map(({ name, dueAtMs }) => `- ${name} due ${clock(dueAtMs)}`);
  return [
    `**${summary}** · session \`${session.id}\``,
    '',
    `status **${session.status}** · awaiting ${session.awaiting} · agent ${agent} · settings version ${String(session.settings.version)}`,
    '',
    // Without an empty line the UI runs the list into one paragraph.
    '**Armed timers**',
    '',
    ...(timers.length > 0 ? timers : ['- none']),
    '',
    '**Last decisions**',
    '',
    // The latest first: the UI cuts long details off.
    ...(lastDecisions.length > 0
      ? lastDecisions.toReversed().map((line) => `- ${line}`)
      : ['- none']),
  ].join('\n');
}

/** One line for a decision, from the record that is saved of it; `null` for a message. */
export function decisionLine({ sessionId, record }: PendingRecord): string | null {
  if (!record.reason) return null;
  const { trigger, rule } = record.reason;
  return `${clock(record.atMs)} ${record.type} (${short(sessionId)} #${String(record.sequence)}): ${rule} · ${withoutWords(trigger)}`;
}

/** Without what somebody wrote about somebody ("transfer by maya: ..."), and without the customer's ID. */
function withoutWords(trigger: string): string {
  if (trigger.startsWith('timer: ')) return trigger;
  return trigger.replace(/^(end by customer\b|[^:]*).*$/s, '$1');
}
