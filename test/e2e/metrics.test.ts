/** What is asked and what goes on is measured, in the text format of Prometheus. */

import { expect, test } from '@jest/globals';
import { freePortOn } from '../../src/free-port.ts';
import { ADMIN_KEY } from '../support/product.ts';
import { until } from '../support/until.ts';
import { useProduct } from '../support/use-product.ts';

const workerAddress = `127.0.0.1:${String(await freePortOn('127.0.0.1'))}`;
const { product, desk } = useProduct({
  env: { SESSIONKEEPER_WORKER_METRICS_ADDRESS: workerAddress },
});

const textOf = async (url: string): Promise<string> => {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${ADMIN_KEY}` } });
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
  return answer.text();
};

/** The values of a metric, by its labels. */
function valuesOf(text: string, name: string): { labels: string; value: number }[] {
  return text.split('\n').flatMap((line) => {
    const [, labels = '', value = ''] = line.startsWith(`${name}{`)
      ? (/\{(.*)\} (\S+)$/.exec(line) ?? [])
      : [];
    return value === '' ? [] : [{ labels, value: Number(value) }];
  });
}

test('the API counts and times what it answered, by route and never by what an address holds', async () => {
  await desk.session('nobody-has-this');
  await desk.session('nor-this');
  const mine = ({ labels }: { labels: string }) =>
    labels.includes('route="/v1/sessions/:id"') && labels.includes('method="GET"');
  const text = await until('the call is counted and timed', async () => {
    const read = await textOf(`${product.api}/metrics`);
    // It is counted when the answer has gone, and timed after that.
    const times = valuesOf(read, 'sessionkeeper_http_request_duration_seconds_count');
    return times.some((one) => mine(one) && one.value >= 2) ? read : null;
  });
  const counted = valuesOf(text, 'sessionkeeper_http_requests_total').filter(mine);
  expect(counted).toEqual([{ labels: expect.stringContaining('status="404"'), value: 2 }]);
  const timed = valuesOf(text, 'sessionkeeper_http_request_duration_seconds_count').filter(mine);
  expect(timed.map(({ value }) => value)).toEqual([2]);
  expect(text).not.toContain('nobody-has-this');
});

test('a worker exports what its tasks cost, where it is told to', async () => {
  await desk.landed({ customer: 'ada', messageId: 'm-1' });
  const text = await until('a task that was counted', async () => {
    const read = await textOf(`http://${workerAddress}/metrics`);
    const completed = valuesOf(read, 'temporal_workflow_task_execution_latency_seconds_count');
    return completed.length > 0 && read;
  });
  expect(text).not.toContain('ada');
});
