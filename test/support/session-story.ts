/** A session's log of events told from its beginning: where it leaves the session, and which steps cannot be true. */

import type { SavedEvent } from './saved.ts';

export interface Story {
  status: 'queued' | 'offered' | 'active' | 'closed';
  serving: string | null;
  offer: string | null;
  /** Who had the session when it began to ring elsewhere, and keeps a place for it. */
  fallback: string | null;
  /** Steps that contradict those before them. */
  wrong: string[];
}

/** Tells the steps that give, ring, lose and close a session. */
export function storyOf(events: readonly SavedEvent[]): Story {
  const story: Story = { status: 'queued', serving: null, offer: null, fallback: null, wrong: [] };
  for (const event of events) step(story, event);
  return story;
}

function step(story: Story, { type, sequence, data, message }: SavedEvent): void {
  const agentId = typeof data['agentId'] === 'string' ? data['agentId'] : null;
  const expect = (ok: boolean, finding: string): void => {
    if (!ok) story.wrong.push(`event ${String(sequence)}, ${type}: ${finding}`);
  };
  const isSaid = type === 'message.created' && message?.author.type === 'customer';
  expect(story.status !== 'closed' || !(isSaid || type.startsWith('session.')), 'after the close');
  switch (type) {
    case 'session.offered':
      expect(story.offer === null, `while it rings at ${String(story.offer)}`);
      if (story.serving !== null) story.fallback = story.serving;
      Object.assign(story, { status: 'offered', serving: null, offer: agentId });
      break;
    case 'session.offer_missed':
    case 'session.offer_declined':
    case 'session.offer_withdrawn':
      expect(story.offer !== null && story.offer === agentId, `it rang at ${String(story.offer)}`);
      Object.assign(story, { status: 'queued', offer: null });
      break;
    case 'session.assigned':
    case 'session.reassigned':
    case 'session.transferred':
      expect(story.offer === null || story.offer === agentId, `it rang at ${String(story.offer)}`);
      Object.assign(story, { status: 'active', serving: agentId, offer: null, fallback: null });
      break;
    case 'session.queued':
      if (typeof data['lostAgentId'] !== 'string') break;
      Object.assign(story, { status: 'queued', serving: null, fallback: null });
      break;
    case 'session.closed':
      Object.assign(story, { status: 'closed', serving: null, offer: null, fallback: null });
      break;
    default:
  }
}

/** Agents who must hold a place for the session as its log leaves it. */
export const holdersIn = ({ serving, offer, fallback }: Story): string[] =>
  [serving, offer, fallback].filter((agentId) => agentId !== null).sort();
