import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { CountedConversation } from './count-figures.ts';

// The API refuses control characters in IDs, and U+0000 in texts; said here, it names the line.
const identifier = z
  .string()
  .min(1)
  .max(150)
  .regex(/^[^\p{Cc}]*$/u, 'has a control character');

const messageSchema = z.object({
  at: z.number().min(0),
  from: z.enum(['customer', 'agent']),
  name: identifier,
  text: z
    .string()
    .min(1)
    .regex(/^[^\0]*$/, 'has the character U+0000'),
});

const transcriptSchema = z.object({
  id: identifier,
  customer: identifier,
  messages: z.array(messageSchema).min(1),
});

/** One line of a conversation; `at` is in seconds since its first message. */
export type TranscriptMessage = z.infer<typeof messageSchema>;

/** One conversation as it once took place, its messages in the order of time. */
export type Transcript = z.infer<typeof transcriptSchema>;

/** An error in a transcripts file, as one sentence with line number and field. */
export class TranscriptError extends Error {
  override readonly name = 'TranscriptError';
}

/** `['messages', 2, 'at']` as `messages[2].at`. */
function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`,
    )
    .join('');
}

function parseLine(line: string, where: string): Transcript {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new TranscriptError(`${where}: not a JSON object`);
  }
  const parsed = transcriptSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const field = issue ? fieldName(issue.path) : '';
    throw new TranscriptError(`${where}, ${field || 'the line'}: ${issue?.message ?? 'not valid'}`);
  }
  parsed.data.messages.forEach((message, index, all) => {
    if (index > 0 && message.at < (all[index - 1]?.at ?? 0)) {
      throw new TranscriptError(`${where}, messages[${index}].at: earlier than the message before`);
    }
  });
  return parsed.data;
}

/**
 * Parses transcripts, one JSON object a line; empty lines are skipped.
 *
 * @param content the file's text
 * @param fileName named in errors
 * @throws TranscriptError with the line's number and the field that is wrong
 */
export function parseTranscripts(content: string, fileName: string): Transcript[] {
  const lineById = new Map<string, number>();
  const transcripts: Transcript[] = [];
  content.split('\n').forEach((line, index) => {
    if (line.trim() === '') return;
    const where = `${fileName}, line ${index + 1}`;
    const transcript = parseLine(line, where);
    const earlier = lineById.get(transcript.id);
    if (earlier !== undefined) {
      throw new TranscriptError(`${where}, id: the same as in line ${earlier}`);
    }
    lineById.set(transcript.id, index + 1);
    transcripts.push(transcript);
  });
  if (transcripts.length === 0) throw new TranscriptError(`${fileName}: no transcript in it`);
  return transcripts;
}

/**
 * Reads a file of transcripts, the first `limit` of them when a limit is given.
 *
 * @throws TranscriptError when the file cannot be read or a line is wrong
 */
export async function readTranscripts(file: string, limit?: number): Promise<Transcript[]> {
  let content: string;
  try {
    content = await readFile(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new TranscriptError(`${file} cannot be read (${code})`);
  }
  return parseTranscripts(content, file).slice(0, limit);
}

/** A transcript with its own times, as if every message were accepted at the instant it is due. */
export function asTranscribed({ id, messages }: Transcript): CountedConversation {
  return {
    id,
    messages: messages.map(({ from, name, at }) => ({
      from,
      name,
      when: { earliest: at, latest: at },
    })),
  };
}
