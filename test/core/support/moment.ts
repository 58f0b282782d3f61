import type { Effect } from '../../../src/core/effect.ts';
import type { SessionEvent } from '../../../src/core/event.ts';
import type { Session } from '../../../src/core/session.ts';

/** One accepted event: the session before and after, and what it called for. */
export interface Moment {
  before: Session | null;
  event: SessionEvent;
  after: Session;
  effects: Effect[];
  nowMs: number;
}
