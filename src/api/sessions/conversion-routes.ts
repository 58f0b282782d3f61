import type { Conversion } from '../../store/sessions/schema.ts';
import { requireSession } from '../callers/access.ts';
import type { Dependencies } from '../dependencies.ts';
import { route, type Answer, type Caller, type Route } from '../http/route.ts';
import { conversionBody } from './conversion-schemas.ts';
import { byId } from '../http/query-schemas.ts';
import { session } from './shape.ts';
import { savedAnswer } from './answers.ts';
import { within } from '../../store/in-time.ts';
import { savedSession } from './saved-session.ts';
import type { z } from '../http/zod.ts';

type Body = z.output<typeof conversionBody>;

/** The API's own field: no save of the session's workflow touches it. */
async function convert(
  dependencies: Dependencies,
  caller: Caller,
  id: string,
  body: Body,
): Promise<Answer> {
  const saved = await savedSession(dependencies, id);
  const { done, kind = null, value = null, currency = null } = body;
  const at = new Date(dependencies.now());
  const conversion: Conversion = { done, kind, value, currency, at };
  const change = { $set: { conversion, converted: done } };
  await within(dependencies.models.sessions.updateOne({ _id: id }, change).exec());
  return { status: 200, body: await savedAnswer(dependencies, caller, { ...saved, conversion }) };
}

/** Routes about the outcome of a session. */
export function conversionRoutes(dependencies: Dependencies): Route[] {
  return [
    route({
      method: 'put',
      path: '/v1/sessions/{id}/conversion',
      summary: 'Say whether the session led to something',
      description: 'In place of what was said before; also after the close.',
      tag: 'Sessions',
      roles: ['integration', 'agent', 'supervisor'],
      params: byId,
      body: conversionBody,
      answers: { 200: { description: 'The session', schema: session } },
      problems: ['not_found'],
      handle: async ({ params, body, caller }) => {
        await requireSession(dependencies, caller, params.id);
        return convert(dependencies, caller, params.id, body);
      },
    }),
  ];
}
