import { relative } from 'node:path';
import type { Environment } from '../config/config.ts';
import { claimDataFolder } from './servers/data-folder.ts';
import { lineProgress, terminalProgress, type Progress } from './progress.ts';
import { createRunFile, endLeftovers } from './processes/run-file.ts';
import { createStack, type StackAddresses } from './stack.ts';
import { loadStartConfig, type StartConfig } from './start-config.ts';
import { StartError } from './start-error.ts';
import { stopSignal } from './processes/stop-signals.ts';

/**
 * `sessionkeeper start`: brings everything up, says where it is, and keeps it running until it is
 * asked to stop; then stops everything in order.
 *
 * @throws ConfigError or StartError, with nothing left running
 */
export async function runStart(env: Environment): Promise<void> {
  const config = loadStartConfig(env);
  needsKey(config);
  // A terminal that was closed cannot be written to; stopping in order matters more.
  process.stdout.on('error', () => undefined);
  const progress = process.stdout.isTTY
    ? terminalProgress(process.stdout)
    : lineProgress((line) => {
        console.log(line);
      });
  const claim = claimDataFolder(config.dataDir);
  try {
    await superviseUntilAsked(config, env, progress);
  } finally {
    claim.release();
  }
}

async function superviseUntilAsked(
  config: StartConfig,
  env: Environment,
  progress: Progress,
): Promise<void> {
  const asked = stopSignal(() => {
    progress.say('Asked again to stop: ending everything at once.');
  });
  await endLeftovers(config.dataDir, progress);
  const runFile = createRunFile(config.dataDir);
  const stack = createStack({ config, env, progress, runFile });
  try {
    const started = await Promise.race([stack.start(), asked]);
    if (typeof started === 'string') return;
    progress.say(welcome(config, started));
    await asked;
  } finally {
    await stack.stop();
  }
}

/** Without an embedded server this is one host of several, and a key of its own would split conversations. */
function needsKey(config: StartConfig): void {
  if (config.temporalAddress === null || config.mongodbUri === null) return;
  if (!config.conversationKeyMissing) return;
  throw new StartError(
    'SESSIONKEEPER_CONVERSATION_KEY must be set, to the same 32 characters or more on every host, ' +
      'when both Temporal and MongoDB are given.',
  );
}

function firstUser({ email, password }: NonNullable<StackAddresses['firstAdmin']>): string {
  return password === null
    ? `${email}, with the password you gave`
    : `${email}, password ${password} (shown this once)`;
}

function welcome(config: StartConfig, { api, temporalUi, firstAdmin }: StackAddresses): string {
  const folder = relative(process.cwd(), config.dataDir) || '.';
  const message =
    '{"messageId": "m-1", "customer": {"id": "c-1", "name": "Ada"}, "text": "Where is my order?"}';
  const shown = folder.startsWith('..') ? config.dataDir : folder;
  const key = config.adminKeyMissing ? `$(cat ${shown}/admin.key)` : '$SESSIONKEEPER_ADMIN_KEY';
  return [
    '',
    'Sessionkeeper is running.',
    '',
    `  API          ${api}`,
    `  API page     ${api}/docs`,
    ...(temporalUi === null ? [] : [`  Temporal UI  ${temporalUi}`]),
    `  Data, logs   ${shown}`,
    ...(config.adminKeyMissing ? [`  Admin key    in ${shown}/admin.key`] : []),
    ...(firstAdmin === null ? [] : [`  First user   ${firstUser(firstAdmin)}`]),
    '',
    'Try it: a customer writes, and the answer names the session;',
    '',
    `  curl -s ${api}/v1/channels/web/messages -H "authorization: Bearer ${key}" \\`,
    `    -H 'content-type: application/json' -H 'prefer: wait' -d '${message}'`,
    '',
    'then read the sessions (or one: /v1/sessions/<sessionId>):',
    '',
    `  curl -s ${api}/v1/sessions -H "authorization: Bearer ${key}"`,
    '',
    'Ctrl-C stops everything.',
    '',
  ].join('\n');
}
