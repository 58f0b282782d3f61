import {
  add,
  emptyFigures,
  FIGURES,
  figuresOfEither,
  responsesOfEither,
  type Count,
  type CountedConversation,
  type EdgeCase,
  type Figures,
  type FirstResponse,
  type Moment,
  type Range,
} from './count-figures.ts';
import type { ReplayRules } from './rules.ts';

/**
 * The independent count: what must come out of a replay, from the transcripts and the settings
 * alone. It shares no code with the rules it checks and does not simulate them event by event:
 * it looks at the gaps between messages.
 *
 * Every instant is an interval, because a posted message is accepted somewhere between sending
 * and answer. Where a gap straddles a rule's duration both outcomes are followed, and a figure
 * becomes a range. All times are seconds of transcript time.
 */

/** State between two messages of one conversation. */
interface State {
  open: boolean;
  /** Index of the first unanswered customer message. */
  waitFrom: number | null;
  /** Index of the agent's message that the customer has not answered. */
  answeredAt: number | null;
  /** Index of the customer message that opened the session, until it has its first answer. */
  startedAt: number | null;
  /** The agent who has the session; null when the system chose. */
  holder: string | null;
}

const CLOSED: State = {
  open: false,
  waitFrom: null,
  answeredAt: null,
  startedAt: null,
  holder: null,
};

interface Branch {
  state: State;
  figures: Figures;
  firstResponses: Map<number, FirstResponse>;
}

interface Walk {
  conversation: CountedConversation;
  rules: ReplayRules;
  slackSeconds: number;
  edgeCases: Map<string, EdgeCase>;
}

/** The time from one moment to a later one, as far as it is known. */
const gapBetween = (from: Moment, to: Moment): Moment => ({
  earliest: to.earliest - from.latest,
  latest: to.latest - from.earliest,
});

/** How often (0 or 1) something due `afterSeconds` into a gap happened; it may be late by `slackSeconds`. */
function onceIn(gap: Moment, afterSeconds: number, slackSeconds: number): Range {
  return {
    min: gap.earliest > afterSeconds + slackSeconds ? 1 : 0,
    max: gap.latest > afterSeconds ? 1 : 0,
  };
}

function noteEdge(walk: Walk, range: Range, edge: Omit<EdgeCase, 'conversationId'>): void {
  if (range.min === range.max) return;
  const key = `${edge.messageIndex} ${edge.what}`;
  walk.edgeCases.set(key, { conversationId: walk.conversation.id, ...edge });
}

/** Hops of one wait: one every `reassignSeconds`, each counted from the one before, so delays add up. */
function hopsIn(
  gap: Moment,
  rules: ReplayRules,
  slackSeconds: number,
  serveSeconds: number,
): Range {
  const hops = { min: 0, max: 0 };
  for (let hop = 1; hop <= rules.maxHops; hop += 1) {
    const late = hop * slackSeconds + serveSeconds;
    const happened = onceIn(gap, hop * rules.reassignSeconds, late);
    hops.min += happened.min;
    hops.max += happened.max;
  }
  return hops;
}

/** Counts what a wait of this length has brought about, and returns its hops. */
function settleWait(walk: Walk, branch: Branch, gap: Moment, messageIndex: number): Range {
  const { rules, slackSeconds } = walk;
  const { state, figures } = branch;
  // The clock of a session's first wait starts when an agent is found, a moment after the message.
  const serveSeconds = state.startedAt === null ? 0 : slackSeconds;
  const warning =
    rules.warningSeconds === 0
      ? { min: 0, max: 0 }
      : onceIn(gap, rules.limitSeconds - rules.warningSeconds, slackSeconds + serveSeconds);
  // Instants are compared for an answer that is late: how late the timer fires does not matter.
  const overdue = onceIn(gap, rules.limitSeconds, serveSeconds);
  const hops = hopsIn(gap, rules, slackSeconds, serveSeconds);
  add(figures, 'warnings', warning);
  add(figures, 'overdue', overdue);
  add(figures, 'reassignments', hops);
  noteEdge(walk, warning, { messageIndex, what: 'warning', gap });
  noteEdge(walk, overdue, { messageIndex, what: 'overdue', gap });
  noteEdge(walk, hops, { messageIndex, what: 'reassignment', gap });
  return hops;
}

const copyOf = (branch: Branch): Branch => ({
  state: { ...branch.state },
  figures: { ...branch.figures },
  firstResponses: new Map(branch.firstResponses),
});

/** The branch with the session auto-closed. */
function autoClosed(branch: Branch): Branch {
  const closed = copyOf(branch);
  closed.state = CLOSED;
  add(closed.figures, 'autoCloses', 1);
  return closed;
}

/** Before a message: the session that awaited the customer is closed, or not, or both must be followed. */
function afterIdling(walk: Walk, branch: Branch, messageIndex: number): Branch[] {
  const { answeredAt, open } = branch.state;
  if (!open || answeredAt === null) return [branch];
  const gap = gapBetween(momentOf(walk, answeredAt), momentOf(walk, messageIndex));
  const closes = onceIn(gap, walk.rules.autoCloseSeconds, walk.slackSeconds);
  noteEdge(walk, closes, { messageIndex, what: 'auto-close', gap });
  if (closes.max === 0) return [branch];
  return closes.min === 1 ? [autoClosed(branch)] : [branch, autoClosed(branch)];
}

function momentOf(walk: Walk, messageIndex: number): Moment {
  const message = walk.conversation.messages[messageIndex];
  if (!message) throw new RangeError(`no message ${messageIndex}`);
  return message.when;
}

function customerWrites(branch: Branch, messageIndex: number): void {
  const { state, figures } = branch;
  add(figures, 'customerMessages', 1);
  if (!state.open) {
    add(figures, 'sessions', 1);
    state.open = true;
    state.startedAt = messageIndex;
    state.holder = null;
  }
  state.waitFrom ??= messageIndex;
  state.answeredAt = null;
}

function agentWrites(walk: Walk, branch: Branch, messageIndex: number, name: string): void {
  const { state, figures, firstResponses } = branch;
  if (!state.open) {
    add(figures, 'unplaced', 1);
    return;
  }
  add(figures, 'agentMessages', 1);
  let hops: Range = { min: 0, max: 0 };
  if (state.waitFrom !== null) {
    const gap = gapBetween(momentOf(walk, state.waitFrom), momentOf(walk, messageIndex));
    hops = settleWait(walk, branch, gap, messageIndex);
    if (state.startedAt !== null) firstResponses.set(messageIndex, { ...gap, certain: true });
  }
  // The system chooses freely, by chance perhaps the one who speaks next.
  if (state.holder === null || hops.max > 0) add(figures, 'assignments', { min: 0, max: 1 });
  else if (state.holder !== name) add(figures, 'assignments', 1);
  state.waitFrom = null;
  state.startedAt = null;
  state.answeredAt = messageIndex;
  state.holder = name;
}

/** After the last message: who waits is ended by the demo when every timer has run out, the rest auto-closes. */
function atTheEnd(walk: Walk, branch: Branch): Branch {
  const { state } = branch;
  if (!state.open) return branch;
  if (state.waitFrom === null) return autoClosed(branch);
  const forEver = { earliest: walk.rules.endAfterSeconds, latest: Number.POSITIVE_INFINITY };
  settleWait(walk, branch, forEver, walk.conversation.messages.length);
  add(branch.figures, 'ended', 1);
  return branch;
}

/** Branches that have come to the same state again go on as one, so their number stays small. */
function merged(branches: Branch[]): Branch[] {
  const byState = new Map<string, Branch>();
  for (const branch of branches) {
    const key = JSON.stringify(branch.state);
    const same = byState.get(key);
    byState.set(
      key,
      same
        ? {
            state: branch.state,
            figures: figuresOfEither(same.figures, branch.figures),
            firstResponses: responsesOfEither(same.firstResponses, branch.firstResponses),
          }
        : branch,
    );
  }
  return [...byState.values()];
}

function countConversation(walk: Walk): Branch {
  const start: Branch = { state: CLOSED, figures: emptyFigures(), firstResponses: new Map() };
  add(start.figures, 'conversations', 1);
  let branches = [start];
  walk.conversation.messages.forEach((message, index) => {
    branches = branches.flatMap((branch) => afterIdling(walk, branch, index));
    branches = branches.map(copyOf);
    for (const branch of branches) {
      if (message.from === 'customer') customerWrites(branch, index);
      else agentWrites(walk, branch, index, message.name);
    }
    branches = merged(branches);
  });
  const ended = branches.map((branch) => ({ ...atTheEnd(walk, branch), state: CLOSED }));
  const [only] = merged(ended);
  if (!only) throw new RangeError('a conversation has at least one outcome');
  return only;
}

/**
 * Counts what must come out of a replay.
 *
 * @param conversations messages with their instants in seconds of transcript time
 * @param rules durations in seconds of transcript time
 * @param slackSeconds how late the system may serve a session or fire a timer, in transcript time
 */
export function count(
  conversations: readonly CountedConversation[],
  rules: ReplayRules,
  slackSeconds: number,
): Count {
  const total: Count = { figures: emptyFigures(), firstResponses: [], edgeCases: [] };
  for (const conversation of conversations) {
    const walk: Walk = { conversation, rules, slackSeconds, edgeCases: new Map() };
    const outcome = countConversation(walk);
    for (const figure of FIGURES) add(total.figures, figure, outcome.figures[figure]);
    total.firstResponses.push(...outcome.firstResponses.values());
    total.edgeCases.push(...walk.edgeCases.values());
  }
  return total;
}
