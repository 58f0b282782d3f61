/** The figures of the independent count: seconds of transcript time, as ranges. */

/** When something happened: not before `earliest`, not after `latest`. */
export interface Moment {
  earliest: number;
  latest: number;
}

/** A message to be counted. */
export interface CountedMessage {
  from: 'customer' | 'agent';
  name: string;
  when: Moment;
}

export interface CountedConversation {
  id: string;
  messages: CountedMessage[];
}

/** A figure that is known exactly when `min` equals `max`. */
export interface Range {
  min: number;
  max: number;
}

export const FIGURES = [
  'conversations',
  'sessions',
  'customerMessages',
  'agentMessages',
  'unplaced',
  'warnings',
  'overdue',
  'reassignments',
  'assignments',
  'autoCloses',
  'ended',
] as const;
export type Figure = (typeof FIGURES)[number];
export type Figures = Record<Figure, Range>;

/** How long a session's customer waited for the first answer; not `certain` when the session itself is not. */
export interface FirstResponse extends Moment {
  certain: boolean;
}

/** A gap too close to a rule's duration to say what came of it. */
export interface EdgeCase {
  conversationId: string;
  /** Index of the message that ends the gap. */
  messageIndex: number;
  what: 'warning' | 'overdue' | 'reassignment' | 'auto-close';
  gap: Moment;
}

export interface Count {
  figures: Figures;
  firstResponses: FirstResponse[];
  edgeCases: EdgeCase[];
}

/** No figure counted yet. */
export const emptyFigures = (): Figures =>
  Object.fromEntries(FIGURES.map((figure) => [figure, { min: 0, max: 0 }])) as Figures;

/** Counts one more, or a range of more, in place. */
export function add(figures: Figures, figure: Figure, by: Range | number): void {
  const range = typeof by === 'number' ? { min: by, max: by } : by;
  const old = figures[figure];
  figures[figure] = { min: old.min + range.min, max: old.max + range.max };
}

/** The smallest range that holds both ranges. */
export function figuresOfEither(one: Figures, other: Figures): Figures {
  const either = emptyFigures();
  for (const figure of FIGURES) {
    either[figure] = {
      min: Math.min(one[figure].min, other[figure].min),
      max: Math.max(one[figure].max, other[figure].max),
    };
  }
  return either;
}

/** The same for first responses, by the index of the answer; one that only either has is not certain. */
export function responsesOfEither(
  one: ReadonlyMap<number, FirstResponse>,
  other: ReadonlyMap<number, FirstResponse>,
): Map<number, FirstResponse> {
  const either = new Map<number, FirstResponse>();
  for (const [index, response] of [...one, ...other]) {
    const known = either.get(index) ?? response;
    either.set(index, {
      earliest: Math.min(known.earliest, response.earliest),
      latest: Math.max(known.latest, response.latest),
      certain: one.get(index)?.certain === true && other.get(index)?.certain === true,
    });
  }
  return either;
}
