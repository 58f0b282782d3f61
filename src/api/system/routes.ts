/** Routes about the process itself, for operators and tools. */

import type { ServerResponse } from 'node:http';
import { finished } from 'node:stream/promises';
import type { Dependencies } from '../dependencies.ts';
import { readiness } from './readiness.ts';
import { route, type Role, type Route } from '../http/route.ts';
import { z } from '../http/zod.ts';

const PUBLIC: readonly Role[] = ['public'];
const PROMETHEUS = { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' };
const tag = 'System';

const state = z.object({ ready: z.boolean(), detail: z.string().nullable() });

const readinessSchema = z
  .object({
    ready: z.boolean(),
    dependencies: z.object({ temporal: state, mongodb: state, clock: state }),
  })
  .openapi('Readiness', {
    example: {
      ready: true,
      dependencies: {
        temporal: { ready: true, detail: null },
        mongodb: { ready: true, detail: null },
        clock: { ready: true, detail: null },
      },
    },
  });

const alive = z
  .object({ status: z.literal('alive') })
  .openapi('Alive', { example: { status: 'alive' } });
const addresses = z
  .object({
    name: z.string(),
    version: z.string(),
    docs: z.string(),
    openapi: z.string(),
    ready: z.string(),
  })
  .openapi('Addresses', {
    example: {
      name: 'Sessionkeeper',
      version: '1.0.0',
      docs: '/docs',
      openapi: '/openapi.json',
      ready: '/readyz',
    },
  });

/** Liveness, readiness, and where everything is. */
export function systemRoutes(dependencies: Dependencies, version: string): Route[] {
  return [
    route({
      method: 'get',
      path: '/',
      summary: 'Where everything is',
      tag,
      roles: PUBLIC,
      answers: { 200: { description: 'Addresses', schema: addresses } },
      problems: [],
      handle: () => ({
        status: 200,
        body: {
          name: 'Sessionkeeper',
          version,
          docs: '/docs',
          openapi: '/openapi.json',
          ready: '/readyz',
        },
      }),
    }),
    route({
      method: 'get',
      path: '/healthz',
      summary: 'Is the process alive?',
      tag,
      roles: PUBLIC,
      answers: { 200: { description: 'It is', schema: alive } },
      problems: [],
      handle: () => ({ status: 200, body: { status: 'alive' } }),
    }),
    route({
      method: 'get',
      path: '/readyz',
      summary: 'Can it do its work?',
      description: 'Asks each dependency. Not ready while the process stops.',
      tag,
      roles: PUBLIC,
      answers: {
        200: { description: 'Ready', schema: readinessSchema },
        503: { description: 'Not ready', schema: readinessSchema },
      },
      problems: [],
      handle: async () => {
        const found = await readiness(dependencies);
        return found.ready
          ? { status: 200, body: found }
          : { status: 503, body: found, headers: { 'Retry-After': '2' } };
      },
    }),
    route({
      method: 'get',
      path: '/metrics',
      summary: 'What the process counts and times',
      description: 'In the text format of Prometheus, which sends a key as its bearer token.',
      tag,
      roles: ['integration', 'supervisor'],
      answers: { 200: { description: 'The metrics', content: { 'text/plain': z.string() } } },
      problems: [],
      handle: async () => {
        const text = await dependencies.readMetrics();
        const stream = async (response: ServerResponse): Promise<void> => {
          response.end(text);
          await finished(response);
        };
        return { status: 200, headers: PROMETHEUS, stream };
      },
    }),
  ];
}
