import type { Dependencies } from './dependencies.ts';
import { openApiDocument } from './openapi.ts';
import { route, type Route } from './route.ts';
import { agentRoutes } from './routes/agents.ts';
import { codecRoutes } from './routes/codec.ts';
import { auditRoutes } from './routes/audit.ts';
import { commandRoutes } from './routes/commands.ts';
import { conversionRoutes } from './routes/conversion.ts';
import { contactRoutes } from './routes/contact.ts';
import { keyRoutes } from './routes/keys.ts';
import { eventRoutes } from './routes/events.ts';
import { openIdRoutes } from './routes/open-id.ts';
import { sessionRoutes } from './routes/sessions.ts';
import { joinRoutes } from './routes/join.ts';
import { tokenLinkRoutes } from './routes/token-links.ts';
import { settingsRoutes } from './routes/settings.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { systemRoutes } from './routes/system.ts';
import { userRoutes } from './routes/users.ts';
import { webhookRoutes } from './routes/webhooks.ts';
import { z } from './zod.ts';

/** The version of the contract. */
const API_VERSION = '1.0.0';

const openApi = z.looseObject({}).openapi('OpenApi', { example: { openapi: '3.1.0' } });

/** Every call of the API: from here come the routing and the OpenAPI document, and later the check of roles. */
export function routeTable(dependencies: Dependencies): Route[] {
  const table = [
    ...contactRoutes(dependencies),
    ...sessionRoutes(dependencies),
    ...commandRoutes(dependencies),
    ...tokenLinkRoutes(dependencies),
    ...joinRoutes(dependencies),
    ...conversionRoutes(dependencies),
    ...agentRoutes(dependencies),
    ...eventRoutes(dependencies),
    ...settingsRoutes(dependencies),
    ...keyRoutes(dependencies),
    ...signInRoutes(dependencies),
    ...openIdRoutes(dependencies),
    ...userRoutes(dependencies),
    ...codecRoutes(dependencies),
    ...webhookRoutes(dependencies),
    ...auditRoutes(dependencies),
    ...systemRoutes(dependencies, API_VERSION),
  ];
  let document: object | null = null;
  const self = route({
    method: 'get',
    path: '/openapi.json',
    summary: 'This document',
    tag: 'System',
    roles: ['public'],
    answers: { 200: { description: 'OpenAPI 3.1', schema: openApi } },
    problems: [],
    handle: () => {
      document ??= openApiDocument(all, API_VERSION);
      return { status: 200, body: document };
    },
  });
  const all = [...table, self];
  return all;
}
