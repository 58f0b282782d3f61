/** Plays random stories and shows every moment of them. */

import fc from 'fast-check';
import { START_MS } from './events.ts';
import type { Moment } from './moment.ts';
import { eventOf, settings, step, type Step } from './random-story.ts';
import { Scenario } from './scenario.ts';

/** More answers than any story can call for: beyond it something asks without end. */
const ANSWERS_LIMIT = 500;

/**
 * Plays random stories; `see` is shown every accepted event, `atEnd` the story when the world has answered everything.
 *
 * @param runs how many stories
 */
export function play(
  runs: number,
  see: (moment: Moment, story: Scenario) => void,
  atEnd: (story: Scenario) => void = () => undefined,
): void {
  fc.assert(
    fc.property(settings, fc.array(step, { minLength: 5, maxLength: 70 }), (pinned, steps) => {
      const story = new Scenario(pinned, {}).slowly();
      story.watch = (moment) => see(moment, story);
      story
        .agents('a_1')
        .agent('a_2', { skills: ['billing'] })
        .agent('a_3', { capacity: 2 });
      let sessions = 0;
      const fresh = () => `s_${String(sessions++)}`;
      story.opens({ newSessionId: fresh() });
      for (const each of steps) take(story, each, fresh);
      answerAll(story);
      atEnd(story);
    }),
    { numRuns: runs },
  );
}

function take(story: Scenario, each: Step, fresh: () => string): void {
  if (each.do === 'pass') {
    if (each.tick) story.after(each.seconds);
    else story.outage(each.seconds);
  } else if (each.do === 'answer') {
    const { news } = story;
    if (news.length === 0) return;
    const index = each.index % news.length;
    const [event] = each.again ? [news[index]] : news.splice(index, 1);
    if (event) story.happens(event);
  } else if (each.do === 'presence') {
    story.presence(each.agentId, each.presence, (story.nowMs - START_MS) / 1000 - each.agoSeconds);
  } else {
    const event = eventOf(each, story.nowMs, fresh);
    if (event) story.happens(event);
  }
}

function answerAll(story: Scenario): void {
  for (let answers = 0; story.news.length > 0; answers += 1) {
    if (answers > ANSWERS_LIMIT) throw new Error('The session asks without end.');
    const event = story.news.shift();
    if (event) story.happens(event);
  }
}
