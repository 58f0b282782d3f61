import { conversationKeyFile } from '../servers/data-folder.ts';
import { roleEnvironment } from './role-environment.ts';
import { runningProcesses } from './run-file.ts';
import { loadStartConfig } from '../start-config.ts';

/**
 * The environment of a command that works on the product: what is given, and beside a product that runs on this machine
 * the addresses of the servers that it started.
 *
 * @throws ConfigError
 */
export function besideStack(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const config = loadStartConfig(env);
  const { temporal, mongodb } = runningProcesses(config.dataDir);
  const temporalAddress = config.temporalAddress === null ? temporal?.address : undefined;
  const mongodbUri = config.mongodbUri === null ? mongodb?.address : undefined;
  if (temporalAddress === undefined && mongodbUri === undefined) return env;
  return roleEnvironment(env, {
    temporal:
      temporalAddress === undefined
        ? null
        : { address: temporalAddress, uiUrl: temporal?.uiUrl ?? '' },
    mongodbUri: mongodbUri ?? null,
    apiPort: config.port,
    conversationKeyFile: config.conversationKeyMissing ? conversationKeyFile(config.dataDir) : null,
    adminKeyFile: null,
    sessionSecretFile: null,
    temporalConfigFile: `${config.dataDir}/temporal.toml`,
  });
}
