/** Replicas of the API over one database, each listening on a port of its own. */

import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buildApp } from '../../src/api/app.ts';
import { EventStreams } from '../../src/api/events/event-streams.ts';
import type { RunningApi } from './running-api.ts';

export interface Replica {
  address: string;
  streams: EventStreams;
  /** As when its process is killed: connections are cut. */
  kill(): void;
}

export async function startReplica({ dependencies }: RunningApi): Promise<Replica> {
  const events = new EventStreams(dependencies);
  const server: Server = createServer(buildApp({ ...dependencies, events }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${String(port)}`,
    streams: events,
    kill: () => {
      events.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
