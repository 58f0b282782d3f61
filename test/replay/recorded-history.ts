/** A history of a real run as a file: JSON, compressed. */

import proto from '@temporalio/proto';
import type { temporal } from '@temporalio/proto';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { gunzipSync, gzipSync } from 'node:zlib';

export type History = temporal.api.history.v1.IHistory;

export const historiesFolder = 'test/histories';

const { History: Message } = proto.temporal.api.history.v1;

export function readHistory(path: string): History {
  const plain = JSON.parse(gunzipSync(readFileSync(path)).toString()) as Record<string, unknown>;
  return Message.fromObject(plain);
}

export async function writeHistory(path: string, history: History): Promise<void> {
  const plain = Message.toObject(Message.fromObject(history), {
    enums: String,
    bytes: String,
    longs: String,
  });
  await writeFile(path, gzipSync(JSON.stringify(plain, withoutStacks, 1), { level: 9 }));
}

/** Stack traces would name the folders of the machine that recorded. */
function withoutStacks(key: string, value: unknown): unknown {
  return key === 'stackTrace' ? undefined : value;
}
