/** Sessions as a table for spreadsheets (RFC 4180), written while they are read. */

import { stringify } from 'csv-stringify';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Dependencies } from '../dependencies.ts';
import type { Caller } from '../http/route.ts';
import type { SessionJson } from './shape.ts';
import { savedAnswers } from './answers.ts';
import { allSessions, type Search } from '../../store/sessions/search.ts';

const BATCH = 200;

type Cell = string | number | boolean | null | undefined;

/** In the order in which people look for them. */
const COLUMNS: Record<string, (session: SessionJson) => Cell> = {
  id: ({ id }) => id,
  customerName: ({ customer }) => customer.name,
  tokenLink: ({ token }) => token?.url,
  tokenStatus: ({ token }) => token?.status ?? 'none',
  tokenExpiresAt: ({ token }) => token?.expiresAt,
  createdAt: ({ createdAt }) => createdAt,
  closedAt: ({ closedAt }) => closedAt,
  closeReason: ({ closeReason }) => closeReason,
  status: ({ status }) => status,
  awaiting: ({ awaiting }) => awaiting,
  channel: ({ channel }) => channel,
  customerId: ({ customer }) => customer.id,
  agentId: ({ agentId }) => agentId,
  roomId: ({ roomId }) => roomId,
  orderIds: ({ orderIds }) => orderIds.join(' '),
  overdue: ({ wait }) => String(wait?.overdue ?? false),
  everOverdue: ({ everOverdue }) => String(everOverdue),
  reassignments: ({ reassignments }) => reassignments,
  converted: ({ conversion }) => String(conversion?.done ?? false),
  conversionKind: ({ conversion }) => conversion?.kind,
  conversionValue: ({ conversion }) => conversion?.value,
  conversionCurrency: ({ conversion }) => conversion?.currency,
  settingsVersion: ({ settingsVersion }) => settingsVersion,
  conversationId: ({ conversationId }) => conversationId,
  previousSessionId: ({ previousSessionId }) => previousSessionId,
  nextSessionId: ({ nextSessionId }) => nextSessionId,
};

async function* rows(
  dependencies: Dependencies,
  caller: Caller,
  search: Search,
): AsyncGenerator<Cell[][]> {
  for await (const sessions of allSessions(dependencies.models, search, BATCH)) {
    const answers = await savedAnswers(dependencies, caller, sessions);
    yield answers.map((answer) => Object.values(COLUMNS).map((cell) => cell(answer)));
  }
}

/**
 * All sessions that a search finds. It has begun when this resolves, so a database that is away is a refusal and no
 * half of a file.
 *
 * @returns what writes the table
 */
export async function sessionCsv(
  dependencies: Dependencies,
  caller: Caller,
  search: Search,
): Promise<(response: ServerResponse) => Promise<void>> {
  const batches = rows(dependencies, caller, search);
  const first = await batches.next();
  async function* records(): AsyncGenerator<Cell[]> {
    if (first.done !== true) yield* first.value;
    for await (const batch of batches) yield* batch;
  }
  return (response) => {
    const table = stringify({
      header: true,
      columns: Object.keys(COLUMNS),
      // A spreadsheet shows formulas as text.
      escape_formulas: true,
      bom: true,
      record_delimiter: 'windows',
    });
    return pipeline(records, table, response);
  };
}
