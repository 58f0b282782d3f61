import type { MetricMeter } from '@temporalio/common';
import type { Request, RequestHandler } from 'express';
import { templateOf } from './request-log.ts';

/** Counts and times answers by route, never by what an address holds. A stream counts when it ends. */
export function measureRequests(meter: MetricMeter): RequestHandler {
  const answered = meter.createCounter(
    'sessionkeeper_http_requests',
    undefined,
    'Requests answered',
  );
  const took = meter.createHistogram(
    'sessionkeeper_http_request_duration',
    'float',
    'seconds',
    'From the arrival of a request to the end of its answer',
  );
  return (request: Request, response, next) => {
    const arrivedAtMs = performance.now();
    response.once('close', () => {
      const tags = { method: request.method, route: templateOf(request) };
      answered.add(1, { ...tags, status: String(response.statusCode) });
      took.record((performance.now() - arrivedAtMs) / 1000, tags);
    });
    next();
  };
}
