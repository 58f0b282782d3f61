import type { Dependencies } from './dependencies.ts';
import { openApiDocument } from './openapi/document.ts';
import { route, type Route } from './http/route.ts';
import { agentRoutes } from './agents/routes.ts';
import { codecRoutes } from './system/codec-routes.ts';
import { auditRoutes } from './audit/routes.ts';
import { commandRoutes } from './sessions/command-routes.ts';
import { conversionRoutes } from './sessions/conversion-routes.ts';
import { contactRoutes } from './contact/routes.ts';
import { keyRoutes } from './keys/routes.ts';
import { eventRoutes } from './events/routes.ts';
import { openIdRoutes } from './sign-in/open-id-routes.ts';
import { sessionRoutes } from './sessions/routes.ts';
import { joinRoutes } from './join/routes.ts';
import { tokenLinkRoutes } from './join/token-link-routes.ts';
import { settingsRoutes } from './settings/routes.ts';
import { signInRoutes } from './sign-in/routes.ts';
import { systemRoutes } from './system/routes.ts';
import { userRoutes } from './users/routes.ts';
import { webhookRoutes } from './webhooks/routes.ts';
import { z } from './http/zod.ts';

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
