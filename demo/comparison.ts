import {
  FIGURES,
  type Count,
  type Figure,
  type FirstResponse,
  type Range,
} from './count-figures.ts';
import type { Outcome } from './outcome.ts';
import { quantile } from './quantile.ts';

const LABELS: Record<Figure, string> = {
  conversations: 'conversations',
  sessions: 'sessions',
  customerMessages: "customers' messages",
  agentMessages: "agents' messages",
  unplaced: "agents' messages after the close",
  warnings: 'warnings',
  overdue: 'overdue',
  reassignments: 'reassignments by the timer',
  assignments: 'assignments by the demo',
  autoCloses: 'auto-closes',
  ended: 'ended by the demo, customer waiting',
};

const FIRST_RESPONSES = [
  { label: 'first response, median', share: 0.5 },
  { label: 'first response, 90 of 100', share: 0.9 },
  { label: 'first response, longest', share: 1 },
] as const;

export type Verdict = 'equal' | 'within the edge cases' | 'DIFFERENT';

/** One line of the table: what the API says, what was counted, and what the transcripts' own times give. */
export interface Row {
  label: string;
  api: string;
  counted: string;
  own: string;
  verdict: Verdict;
}

const rangeText = ({ min, max }: Range): string => (min === max ? String(min) : `${min}–${max}`);

/** Seconds of transcript time, for people. */
export function durationText(seconds: number): string {
  const rounded = Math.round(seconds);
  const [hours, minutes] = [Math.floor(rounded / 3600), Math.floor((rounded % 3600) / 60)];
  if (rounded < 60) return `${rounded} s`;
  const rest = String(rounded % 60).padStart(2, '0');
  return hours === 0
    ? `${minutes}:${rest} min`
    : `${hours}:${String(minutes).padStart(2, '0')}:${rest} h`;
}

function durationRangeText(range: Range | null): string {
  if (range === null) return '–';
  const [min, max] = [durationText(range.min), durationText(range.max)];
  return min === max ? min : `${min} – ${max}`;
}

function verdictOn(value: number, { min, max }: Range): Verdict {
  if (value < min || value > max) return 'DIFFERENT';
  return min === max ? 'equal' : 'within the edge cases';
}

/**
 * Between which values a quantile lies, when some values are known as intervals only and some may
 * not be there at all.
 *
 * @returns null when there are none
 */
export function quantileRange(responses: readonly FirstResponse[], share: number): Range | null {
  const certain = responses.filter((response) => response.certain);
  const optional = responses.filter((response) => !response.certain);
  const early = optional.map((response) => response.earliest).sort((a, b) => a - b);
  const late = optional.map((response) => response.latest).sort((a, b) => b - a);
  const lows: number[] = [];
  const highs: number[] = [];
  // The lowest quantile has some of the quickest optional values beside the certain ones, the highest some of the slowest.
  for (let taken = 0; taken <= optional.length; taken += 1) {
    const low = quantile([...certain.map((r) => r.earliest), ...early.slice(0, taken)], share);
    const high = quantile([...certain.map((r) => r.latest), ...late.slice(0, taken)], share);
    if (low !== null) lows.push(low);
    if (high !== null) highs.push(high);
  }
  return lows.length === 0 ? null : { min: Math.min(...lows), max: Math.max(...highs) };
}

function firstResponseRow(
  outcome: Outcome,
  counted: Count,
  own: Count,
  speed: number,
  { label, share }: (typeof FIRST_RESPONSES)[number],
): Row {
  const inTranscriptTime = outcome.firstResponsesMs.map((ms) => (ms / 1000) * speed);
  const value = quantile(inTranscriptTime, share);
  const range = quantileRange(counted.firstResponses, share);
  const exact = quantileRange(own.firstResponses, share);
  // Instants are kept in whole milliseconds, each of which is `speed` milliseconds of transcript time.
  const rounding = (2 / 1000) * speed;
  const same =
    value === null || range === null
      ? value === range
      : value >= range.min - rounding && value <= range.max + rounding;
  const [api, expected] = [value === null ? '–' : durationText(value), durationRangeText(range)];
  const verdict = api === expected ? 'equal' : 'within the edge cases';
  return {
    label,
    api,
    counted: expected,
    own: durationRangeText(exact),
    verdict: same ? verdict : 'DIFFERENT',
  };
}

/**
 * Sets what the API says beside the independent count.
 *
 * @param counted from the instants at which the messages were posted, with the engine's margin
 * @param own from the transcripts' own times, exact
 */
export function compare(outcome: Outcome, counted: Count, own: Count, speed: number): Row[] {
  const rows = FIGURES.map((figure) => ({
    label: LABELS[figure],
    api: String(outcome.figures[figure]),
    counted: rangeText(counted.figures[figure]),
    own: rangeText(own.figures[figure]),
    verdict: verdictOn(outcome.figures[figure], counted.figures[figure]),
  }));
  const responses = FIRST_RESPONSES.map((which) =>
    firstResponseRow(outcome, counted, own, speed, which),
  );
  const others: Row = {
    label: 'ended otherwise, or not at all',
    api: String(outcome.otherEnds),
    counted: '0',
    own: '0',
    verdict: verdictOn(outcome.otherEnds, { min: 0, max: 0 }),
  };
  return [...rows, others, ...responses];
}

/** The figures of a count alone, a label and a value a line. */
export function describeCount(counted: Count): string[][] {
  const responses = FIRST_RESPONSES.map(({ label, share }) => [
    label,
    durationRangeText(quantileRange(counted.firstResponses, share)),
  ]);
  return [
    ...FIGURES.map((figure) => [LABELS[figure], rangeText(counted.figures[figure])]),
    ...responses,
  ];
}

/** Lays out rows as aligned columns, the first to the left and the others to the right. */
export function layOut(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, cell.length);
    });
  }
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('   '),
  );
}
