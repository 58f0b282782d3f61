import type { CallerRole } from '../../src/api/http/route.ts';
import type { Http, RunningApi } from './running-api.ts';

interface KeyBearer {
  id: string;
  key: string;
  http: Http;
}

interface Limits {
  agentId?: string;
  channels?: string[];
  expiresAt?: string;
}

/** A caller with a key of its own. */
export async function keyBearer(
  api: RunningApi,
  role: CallerRole,
  limits: Limits = {},
): Promise<KeyBearer> {
  const made = await api.http.post('/v1/keys').send({ name: `${role} key`, role, ...limits });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  const { id, key } = made.body;
  return { id, key, http: api.as(key) };
}
