#!/usr/bin/env node
import { Command } from 'commander';
import { existsSync } from 'node:fs';
import { ConfigError, loadConfig } from './config/config.ts';
import { StartError } from './local/start-error.ts';
import { stopSignal } from './local/processes/stop-signals.ts';

/** A role that runs until it is closed. */
interface RunningRole {
  /** Where it listens, for the API. */
  readonly address?: string;
  close(): Promise<void>;
}

async function start(): Promise<void> {
  const { runStart } = await import('./local/run-start.ts');
  await runStart(process.env);
}

async function api(): Promise<void> {
  const { runApi } = await import('./api/main.ts');
  await serve(await runApi(loadConfig(process.env)));
}

async function worker(): Promise<void> {
  const { runWorker } = await import('./worker/main.ts');
  await serve(await runWorker(loadConfig(process.env)));
}

/** The process ends next, so what it says must have gone. */
async function tellStarter(message: object): Promise<void> {
  if (process.send === undefined) return;
  await new Promise((sent) => process.send?.(message, undefined, undefined, sent));
}

/** Until it is asked to stop, or the process that started it is gone. */
async function serve(running: RunningRole): Promise<void> {
  const orphaned = new Promise<void>((resolve) => {
    process.once('disconnect', resolve);
  });
  const asked = stopSignal();
  process.send?.({ type: 'ready', address: running.address ?? null });
  await Promise.race([asked, orphaned]);
  await running.close();
}

async function setup(): Promise<void> {
  const { runSetup } = await import('./setup/main.ts');
  const prepared = await runSetup(loadConfig(process.env), (line) => {
    console.log(line);
  });
  await tellStarter({ type: 'prepared', ...prepared });
}

async function reconcile({ dryRun = false }: { dryRun?: boolean }): Promise<void> {
  const { runReconcile } = await import('./reconcile/main.ts');
  const { besideStack } = await import('./local/processes/beside-stack.ts');
  await runReconcile(loadConfig(besideStack(process.env)), { dryRun }, (line) => {
    console.log(line);
  });
}

/** An error that a person can mend is printed as a sentence; every other keeps its stack. */
function fail(error: unknown): never {
  if (error instanceof StartError || error instanceof ConfigError) console.error(error.message);
  else console.error(error);
  process.exit(1);
}

if (existsSync('.env')) process.loadEnvFile();

const program = new Command('sessionkeeper')
  .description('Customer-support chat in which no customer is forgotten.')
  .showHelpAfterError();
program
  .command('start')
  .description('everything on this machine; servers that are not given are started')
  .action(start);
program.command('api').description('the HTTP API').action(api);
program.command('worker').description('the workflows and activities').action(worker);
program
  .command('setup')
  .description('search attributes and schedules in Temporal, indexes in MongoDB')
  .action(setup);
program
  .command('reconcile')
  .description('compare agents and queue with the sessions, and mend what differs')
  .option('--dry-run', 'look only, change nothing')
  .action(reconcile);

try {
  await program.parseAsync();
  process.exit(0);
} catch (error) {
  fail(error);
}
