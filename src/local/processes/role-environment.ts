export interface RoleServers {
  /** The embedded Temporal server, or null when another was given. */
  readonly temporal: { readonly address: string; readonly uiUrl: string } | null;
  /** The embedded MongoDB's address, or null when another was given. */
  readonly mongodbUri: string | null;
  readonly apiPort: number;
  /** The generated key's file, or null when a key was given. */
  readonly conversationKeyFile: string | null;
  /** The same of the admin key. */
  readonly adminKeyFile: string | null;
  /** The same of the secret of sign-ins. */
  readonly sessionSecretFile: string | null;
  /** A file that is not there: profiles meant for other Temporal servers are not read. */
  readonly temporalConfigFile: string;
}

/** The environment of worker and API: this one, with the addresses of what was started for them. */
export function roleEnvironment(env: NodeJS.ProcessEnv, servers: RoleServers): NodeJS.ProcessEnv {
  const { temporal, mongodbUri, conversationKeyFile, adminKeyFile, sessionSecretFile } = servers;
  const role: NodeJS.ProcessEnv = { ...env, PORT: String(servers.apiPort) };
  if (temporal !== null) {
    const namespace = env['TEMPORAL_NAMESPACE'];
    // Keys and certificates for another server would be sent to this one, which has no TLS.
    for (const name of Object.keys(role)) if (name.startsWith('TEMPORAL_')) role[name] = '';
    role['TEMPORAL_CONFIG_FILE'] = servers.temporalConfigFile;
    role['TEMPORAL_ADDRESS'] = temporal.address;
    role['TEMPORAL_NAMESPACE'] = namespace ?? 'default';
    role['SESSIONKEEPER_TEMPORAL_UI_URL'] ||= temporal.uiUrl;
  }
  if (mongodbUri !== null) role['MONGODB_URI'] = mongodbUri;
  if (conversationKeyFile !== null) {
    role['SESSIONKEEPER_CONVERSATION_KEY_FILE'] = conversationKeyFile;
  }
  if (adminKeyFile !== null) role['SESSIONKEEPER_ADMIN_KEY_FILE'] = adminKeyFile;
  if (sessionSecretFile !== null) role['SESSION_SECRET_FILE'] = sessionSecretFile;
  return role;
}
