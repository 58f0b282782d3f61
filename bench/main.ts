/**
 * `npm run bench -- NAME`: figures and evidence from the whole product, started on free ports with data of its own and
 * stopped afterwards.
 */

import { DefaultLogger, Runtime } from '@temporalio/worker';
import { Command } from 'commander';
import { history } from './history.ts';
import { outage } from './outage.ts';
import { races } from './races.ts';
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
  .command('outage')
  .description('MongoDB stands still while sessions take long messages and one closes')
  .option('--seconds <count>', 'how long', whole, 180)
  .option('--sessions <count>', 'how many', whole, 40)
  .option('--kill-worker', 'kill the worker as well')
  .action(outage);

Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
try {
  await program.parseAsync();
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
