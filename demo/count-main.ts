import { describeCount, layOut } from './comparison.ts';
import { replayCommand, type ReplayOptions } from './command-line.ts';
import { count } from './count.ts';
import { describeRules, replayRules, scaleRules } from './rules.ts';
import { asTranscribed, readTranscripts } from './transcripts.ts';

const command = replayCommand(
  'demo:count',
  'Counts from transcripts alone what a replay of them must bring about.',
);

try {
  const options = command.parse().opts<ReplayOptions>();
  const transcripts = await readTranscripts(options.transcripts, options.conversations);
  const scaled = scaleRules(options, options.speed);
  const rules = replayRules(scaled, options.speed, options.margin);
  console.log(describeRules(options, scaled, options.speed).join('\n'));
  const counted = count(transcripts.map(asTranscribed), rules, 0);
  console.log(`\n${layOut(describeCount(counted)).join('\n')}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
