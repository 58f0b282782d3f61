import cors from 'cors';
import type { RequestHandler } from 'express';

/**
 * Lets pages of the listed origins call the API from a browser, with the credential that they have; pages of all others
 * are told nothing that would let them.
 */
export function allowOrigins(origins: readonly string[]): RequestHandler {
  const allow = cors({
    origin: [...origins],
    credentials: true,
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: [
      'Authorization',
      'Content-Type',
      'Idempotency-Key',
      'If-Match',
      'Last-Event-ID',
      'Prefer',
    ],
    exposedHeaders: [
      'ETag',
      'Location',
      'Preference-Applied',
      'RateLimit',
      'RateLimit-Policy',
      'Retry-After',
      'X-Request-Id',
    ],
    maxAge: 600,
  });
  return (request, response, next) => {
    if (origins.length > 0) response.vary('Origin');
    if (origins.includes(request.headers.origin ?? '')) allow(request, response, next);
    else next();
  };
}
