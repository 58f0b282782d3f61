/** The audit log, as admins read it. */

import { AUDITED, type AuditDocument } from '../../store/audit/schema.ts';
import type { Dependencies } from '../dependencies.ts';
import { route, type Route } from '../http/route.ts';
import { pageQuery } from '../http/query-schemas.ts';
import { instantOut } from '../http/text-schemas.ts';
import { listEntries } from '../../store/audit/entries.ts';
import { z } from '../http/zod.ts';

const example = {
  id: '01k9z3v7q2m4n6p8r0s1t5w9x2',
  at: '2026-01-31T09:00:00.000Z',
  what: 'key.created',
  who: { id: 'admin-key', name: 'the admin key', role: 'admin' },
  requestId: '5f0c8a0e-8a39-4d0e-9d8b-0f3f0c6c3a51',
  address: '192.0.2.7',
  facts: { keyId: 'k_01k9z3v7q2m4n6p8r0s1t5w9x2', role: 'integration' },
} as const;

const entry = z
  .object({
    id: z.string(),
    at: instantOut,
    what: z.enum(AUDITED),
    who: z.object({ id: z.string(), name: z.string(), role: z.string() }),
    requestId: z.string(),
    address: z.string(),
    facts: z.record(z.string(), z.unknown()),
  })
  .openapi('AuditEntry', { example });

const entryPage = z
  .object({ items: z.array(entry), nextCursor: z.string().nullable() })
  .openapi('AuditPage', { example: { items: [example], nextCursor: null } });

const query = pageQuery.extend({ what: z.enum(AUDITED).optional() });

function entryJson({ _id, at, what, who, requestId, address, facts }: AuditDocument): object {
  return { id: _id, at: at.toISOString(), what, who, requestId, address, facts };
}

/** Reading the audit log. */
export function auditRoutes({ models }: Dependencies): Route[] {
  return [
    route({
      method: 'get',
      path: '/v1/audit',
      summary: 'Read the audit log',
      description:
        'Newest first. Refusals are kept for 30 days, up to a rate (`leftOut` counts those before without an entry); everything else for a year.',
      tag: 'Audit',
      roles: ['admin'],
      query,
      answers: { 200: { description: 'A page', schema: entryPage } },
      problems: [],
      handle: async (call) => {
        const { rows, nextCursor } = await listEntries(models, call.query);
        return { status: 200, body: { items: rows.map(entryJson), nextCursor } };
      },
    }),
  ];
}
