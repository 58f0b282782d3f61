import { compare, layOut } from './comparison.ts';
import type { Count, EdgeCase } from './count-figures.ts';
import type { Outcome } from './outcome.ts';
import { quantile } from './quantile.ts';
import type { ReplayNotes } from './replay.ts';

/** More edge cases than that are a number only. */
const EDGE_CASES_SHOWN = 12;

const milliseconds = (seconds: number | null): string => `${Math.round((seconds ?? 0) * 1000)} ms`;

/** Says how the replay itself went: a client that lags falsifies the timing. */
export function printNotes(
  notes: ReplayNotes,
  retries: number,
  latestTimerMs: number,
  { speed, margin }: { speed: number; margin: number },
): void {
  const longest = quantile(notes.lagSeconds, 1) ?? 0;
  console.log(
    [
      '',
      `messages left after they were due: median ${milliseconds(quantile(notes.lagSeconds, 0.5))}, longest ${milliseconds(longest)} (${Math.round(longest * speed)} s of transcript time)`,
      `the latest timer was handled ${Math.round(latestTimerMs)} ms after its due instant; the count allows ${margin * 1000} ms`,
      `requests made again because the API was busy or away: ${retries}`,
      `texts cut to the API's limit: ${notes.cutTexts}`,
      ...[...notes.refusals].map(([what, times]) => `${times} times ${what}`),
    ].join('\n'),
  );
}

function printEdgeCases(edgeCases: readonly EdgeCase[]): void {
  if (edgeCases.length === 0) return;
  console.log(`\n${edgeCases.length} cases near the edge, where a moment decides:`);
  for (const { conversationId, messageIndex, what, gap } of edgeCases.slice(0, EDGE_CASES_SHOWN)) {
    const [from, to] = [Math.round(gap.earliest), Math.round(gap.latest)];
    console.log(
      `  ${what} before message ${messageIndex + 1} of ${conversationId}: ${from}–${to} s`,
    );
  }
  const hidden = edgeCases.length - EDGE_CASES_SHOWN;
  if (hidden > 0) console.log(`  and ${hidden} more`);
}

export interface TableInput {
  outcome: Outcome;
  counted: Count;
  own: Count;
  speed: number;
  /** Whether the run was complete, so that a difference means something. */
  compared: boolean;
}

/**
 * Prints what came out beside what was counted.
 *
 * @returns the exit code: 1 when a figure is different
 */
export function printTable({ outcome, counted, own, speed, compared }: TableInput): number {
  const rows = compare(outcome, counted, own, speed);
  if (compared) printEdgeCases(counted.edgeCases);
  console.log('');
  const header = ['', 'from the API', 'counted', "transcripts' own times", 'verdict'];
  const table = rows.map((row) => [row.label, row.api, row.counted, row.own, row.verdict]);
  const columns = compared ? 5 : 2;
  for (const line of layOut([header, ...table].map((row) => row.slice(0, columns)))) {
    console.log(line);
  }
  if (!compared) return 0;
  console.log(
    '\n"counted" is the independent count from the transcripts with the times at which this run posted them; times are transcript time.',
  );
  return rows.some((row) => row.verdict === 'DIFFERENT') ? 1 : 0;
}
