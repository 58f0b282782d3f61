/**
 * `npm run bench -- NAME`: figures and evidence from the whole product, started on free ports with data of its own and
 * stopped afterwards.
 */

import { DefaultLogger, Runtime } from '@temporalio/worker';
import { Command } from 'commander';
import { commands } from './commands.ts';
import { day } from './day.ts';
import { drain } from './drain.ts';
import { events } from './events.ts';
import { fairness } from './fairness.ts';
import { history } from './history.ts';
import { outage } from './outage.ts';
import { queue } from './queue.ts';
import { races } from './races.ts';
import { search } from './search.ts';
import { throughput } from './throughput.ts';

const program = new Command('bench').showHelpAfterError();
const whole = (text: string): number => Number.parseInt(text, 10);

program
  .command('throughput')
  .description('messages a second through the API beside bare signals')
  .action(throughput);
program
  .command('history')
  .description('history events of a message, and of a whole session')
  .action(history);
program
  .command('races')
  .description('a customer message racing the auto-close, in many sessions')
  .option('--sessions <count>', 'how many', whole, 1000)
  .action(races);
program
  .command('commands')
  .description('many commands racing for each of many sessions, at two replicas')
  .option('--sessions <count>', 'how many for each kind of race', whole, 500)
  .option('--contenders <count>', 'how many at once', whole, 20)
  .action(commands);
program
  .command('outage')
  .description('MongoDB stands still while sessions take long messages and one closes')
  .option('--seconds <count>', 'how long', whole, 180)
  .option('--sessions <count>', 'how many', whole, 40)
  .option('--kill-worker', 'kill the worker as well')
  .action(outage);
program
  .command('queue')
  .description(
    '200 sessions at once on 15 places, drained in order, also while the worker is killed',
  )
  .option('--kills <count>', 'how often in the second round; 0 leaves it out', whole, 10)
  .action(queue);
program
  .command('fairness')
  .description('simulated assignments of each strategy beside its definition')
  .option('--assignments <count>', 'how many', whole, 10_000)
  .action(fairness);
program
  .command('drain')
  .description('from an end to the assignment of the next session that waits')
  .option('--queued <count>', 'how many wait', whole, 1000)
  .option('--ends <count>', 'how many ends', whole, 300)
  .action(drain);
program
  .command('events')
  .description('clients of the event stream over two API replicas, one killed meanwhile')
  .option('--clients <count>', 'how many', whole, 200)
  .option('--seconds <count>', 'how long customers talk', whole, 40)
  .option('--rate <count>', 'messages a second', whole, 15)
  .action(events);
program
  .command('day')
  .description('real conversations with agents who come and go, and room for few')
  .requiredOption('--transcripts <file>', 'one conversation a line, as the demo reads them')
  .option('--conversations <count>', 'how many', whole, 150)
  .option('--speed <factor>', 'how much faster than life', whole, 60)
  .option('--window <seconds>', 'real time over which they begin', whole, 240)
  .option('--agents <count>', 'how many at any time', whole, 16)
  .action(day);

program
  .command('search')
  .description('each filter over sessions, among few and among many')
  .option('--few <count>', 'how many are few', whole, 10_000)
  .option('--many <count>', 'how many are many', whole, 1_000_000)
  .option('--runs <count>', 'searches by each filter', whole, 200)
  .action(search);

Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
try {
  await program.parseAsync();
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
