/** A second process of the API beside the product's own. */

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ADMIN_KEY, NO_LIMITS, type Product } from '../test/support/product.ts';

export async function startReplica(
  product: Product,
): Promise<{ child: ChildProcess; address: string }> {
  const child = fork('dist/src/main.js', ['api'], {
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      LOG_LEVEL: 'warn',
      MONGODB_URI: product.mongodbUri,
      TEMPORAL_ADDRESS: product.temporalAddress,
      SESSIONKEEPER_ADMIN_KEY: ADMIN_KEY,
      SESSIONKEEPER_CONVERSATION_KEY_FILE: join(product.dataDir, 'conversation.key'),
      ...NO_LIMITS,
      SESSION_SECRET_FILE: join(product.dataDir, 'session.key'),
    },
  });
  const [ready] = (await once(child, 'message', { signal: AbortSignal.timeout(60_000) })) as [
    { address: string },
  ];
  return { child, address: ready.address };
}
