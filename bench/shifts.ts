/** Agents who come and go: away, offline, vanished without a word, given more or fewer sessions, deleted, replaced. */

import {
  deleteAgentsById,
  patchAgentsById,
  postAgents,
  putAgentsByIdPresence,
} from '../client/sdk.gen.ts';
import type { Desk } from '../test/support/desk.ts';

export interface Shifts {
  /** Calls made, with their number. */
  readonly done: Map<string, number>;
  /** Everybody is back, and nobody changes any more; beats go on. */
  settle(): Promise<void>;
  stop(): void;
}

interface Person {
  id: string;
  presence: 'online' | 'away' | 'offline';
  beats: boolean;
}

const BEAT_MS = 10_000;
const CHANGE_MS = 4_000;
/** A silence that counts as offline, and then some. */
const SILENT_MS = 45_000;
const MOST_AT_ONCE = 4;

const someCapacity = (): number => 1 + Math.floor(Math.random() * MOST_AT_ONCE);
/** A call without an answer is left alone: the next change or beat follows. */
const tried = (called: Promise<unknown>) => called.catch(() => null);

/** @param count of agents at any time */
export async function openShifts(desk: Desk, channel: string, count: number): Promise<Shifts> {
  const done = new Map<string, number>();
  const people: Person[] = [];
  let hired = 0;
  const at = (id: string) => ({ client: desk.client, path: { id } });
  const put = ({ id, presence }: Person) =>
    tried(putAgentsByIdPresence({ ...at(id), body: { presence } }));

  async function hire(): Promise<void> {
    hired += 1;
    const person: Person = { id: `${channel}-${String(hired)}`, presence: 'online', beats: true };
    const { id } = person;
    const body = { id, name: id, capacity: someCapacity(), channels: [channel] };
    await tried(postAgents({ client: desk.client, body }));
    people.push(person);
    await put(person);
  }

  const show = (person: Person, presence: Person['presence']) =>
    put(Object.assign(person, { presence }));

  const changes: Record<string, (person: Person) => Promise<unknown>> = {
    'went away': (person) => show(person, 'away'),
    'went offline': (person) => show(person, 'offline'),
    'came online': (person) => show(person, 'online'),
    'came back': (person) => show(person, 'online'),
    'vanished without a word': (person) => {
      person.beats = false;
      setTimeout(() => (person.beats = true), SILENT_MS).unref();
      return Promise.resolve();
    },
    'capacity changed': ({ id }) =>
      tried(patchAgentsById({ ...at(id), body: { capacity: someCapacity() } })),
    'deleted and replaced': async (person) => {
      people.splice(people.indexOf(person), 1);
      await tried(deleteAgentsById(at(person.id)));
      await hire();
    },
  };

  async function change(): Promise<void> {
    const names = Object.keys(changes);
    const name = names[Math.floor(Math.random() * names.length)] ?? '';
    const person = people[Math.floor(Math.random() * people.length)];
    if (!person) return;
    done.set(name, (done.get(name) ?? 0) + 1);
    await changes[name]?.(person);
  }

  for (let index = 0; index < count; index += 1) await hire();
  const beatAll = (): void => people.filter(({ beats }) => beats).forEach((one) => void put(one));
  const beating = setInterval(beatAll, BEAT_MS);
  const changing = setInterval(() => void change(), CHANGE_MS);
  return {
    done,
    async settle() {
      clearInterval(changing);
      for (const person of people) {
        person.beats = true;
        // Another presence first: putting the latest again would be a beat, which never undoes an automatic `away`.
        await show(person, 'away');
        await show(person, 'online');
      }
    },
    stop() {
      clearInterval(changing);
      clearInterval(beating);
    },
  };
}
