/**
 * Many ask something of one session at the same moment, at two replicas: accepts of one offer; accepts, declines and
 * the offer's end; ends by agent and supervisor and a customer who writes on; accepts beside assignments, takeovers
 * and transfers. One wins by the rules, the log agrees with what is shown, and no agent holds too much.
 * `npm run bench -- commands --sessions 500`
 */

import { openArena } from '../test/support/arena.ts';
import { compete, type Answered, type Arena, type Contest } from '../test/support/contest.ts';
import { CONTESTS } from '../test/support/contests.ts';
import { startProduct, type Product } from '../test/support/product.ts';
import { openRuns } from '../test/support/runs.ts';
import { until } from '../test/support/until.ts';
import { drive } from './load.ts';
import { startReplica } from './replica.ts';
import { openVerdict, type Verdict } from './verdict.ts';

const AGENTS = 20;
const AT_ONCE = 4;
/** Most of the time of an offer that is missed nothing happens. */
const AT_ONCE_WAITING = 8;

interface Options {
  sessions: number;
  contenders: number;
}

export async function commands({ sessions, contenders }: Options): Promise<void> {
  const product = await startProduct();
  const replica = await startReplica(product);
  const verdict = openVerdict();
  try {
    const arena = await openArena(product, CONTESTS, {
      agents: AGENTS,
      replicas: [replica.address],
    });
    try {
      for (const contest of CONTESTS) await hold(arena, contest, { sessions, contenders }, verdict);
      await checkEnd(product, arena, verdict);
    } finally {
      await arena.close();
    }
    verdict.give();
  } finally {
    replica.child.kill('SIGKILL');
    await product.stop();
  }
}

async function hold(
  arena: Arena,
  contest: Contest,
  { sessions, contenders }: Options,
  verdict: Verdict,
): Promise<void> {
  const answers: Answered[] = [];
  const atOnce = contest.movesOn === true ? AT_ONCE_WAITING : AT_ONCE;
  const { seconds } = await drive(sessions, atOnce, async (index) => {
    const customer = `${contest.name}-${String(index)}`;
    try {
      const outcome = await compete(arena, contest, customer, contenders);
      answers.push(...outcome.answers);
      for (const finding of outcome.findings) verdict.expect(false, finding);
    } catch (error) {
      verdict.expect(false, `${customer}: ${String(error)}`);
    }
  });
  console.log(
    `${contest.name}: ${String(sessions)} sessions, ${String(contenders)} at once each, ${seconds.toFixed(0)} s`,
  );
  for (const [answer, count] of tally(answers)) console.log(`  ${answer}: ${String(count)}`);
}

function tally(answers: Answered[]): [string, number][] {
  const counts = new Map<string, number>();
  const count = (name: string, by = 1): void => void counts.set(name, (counts.get(name) ?? 0) + by);
  for (const { what, status, code, askedAgain } of answers) {
    count(`${what} ${String(status)}${code === null ? '' : ` ${code}`}`);
    if (askedAgain > 0) count(`${what} asked again without a verdict in time`, askedAgain);
  }
  return [...counts].sort(([a], [b]) => a.localeCompare(b));
}

/** All is over: nobody holds or waits for anything, and no run came to harm. */
async function checkEnd(product: Product, { holds }: Arena, verdict: Verdict): Promise<void> {
  const idle = async () => (await holds.held()).length + (await holds.queue()).length === 0;
  const isIdle = await until('nothing is under way', idle, { withinMs: 30_000 }).catch(() => false);
  verdict.expect(isIdle, `${String((await holds.held()).length)} places are held after all`);
  const runs = await openRuns(product.temporalAddress);
  try {
    const broken = await runs.broken();
    verdict.expect(broken.length === 0, `${String(broken.length)} runs failed or terminated`);
  } finally {
    await runs.close();
  }
}
