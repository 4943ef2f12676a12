import type { Round, Struck } from './rounds.ts';

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
const most = (numbers: readonly number[]): number => Math.max(0, ...numbers);

/** A line for each round while it goes on, and what went wrong in it. */
export function tellRound({ number, struck, back, aftermath: { acked, converged }, faults }: Round): string {
  const wrong = faults.length === 0 ? 'nothing wrong' : `${faults.length} WRONG${faults.slice(0, 5).map((fault) => `\n  ${fault}`).join('')}`;
  return `round ${number}: ${struck.length} faults, ${acked} acknowledged, screens back after ${seconds(back)} and converged in ${converged.toFixed(0)} ms: ${wrong}`;
}

/** What a person wants to know who has gone for a coffee meanwhile. */
export function report(rounds: readonly Round[], { ms, seed, store }: { readonly ms: number; readonly seed: number; readonly store: string }): string {
  const sum = (of: (round: Round) => number): number => rounds.reduce((total, round) => total + of(round), 0);
  const kinds = new Map<string, Struck[]>();
  for (const one of rounds.flatMap(({ struck }) => struck)) kinds.set(one.name, [...(kinds.get(one.name) ?? []), one]);
  const lines = [
    `${(ms / 60_000).toFixed(1)} minutes in ${rounds.length} rounds, three nodes on ${store}, seed ${seed}`,
    '',
    'Faults',
    ...[...kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, all]) => {
      const silences = all.flatMap(({ silence }) => (silence === null ? [] : [silence]));
      return `  ${String(all.length).padStart(5)}  ${name}${silences.length > 0 ? `: writes back after ${seconds(most(silences))} at most` : ''}`;
    }),
    `  ${String(sum(({ struck }) => struck.length)).padStart(5)}  altogether`,
    '',
    'Commands',
    `  ${sum(({ aftermath }) => aftermath.sent)} sent, ${sum(({ aftermath }) => aftermath.acked)} acknowledged, ${sum(({ aftermath }) => aftermath.refused)} refused, ${sum(({ aftermath }) => aftermath.unanswered)} without an answer`,
    `  ${sum(({ aftermath }) => aftermath.unknown)} answers said that nobody knows yet`,
    '',
    'Against the whole log',
    `  ${sum(({ aftermath }) => aftermath.breaches)} breaches, ${sum(({ aftermath }) => aftermath.lost)} lost, ${sum(({ aftermath }) => aftermath.twice)} twice, ${sum(({ aftermath }) => aftermath.gaps)} gaps`,
    `  screens converged ${most(rounds.map(({ aftermath }) => aftermath.converged)).toFixed(0)} ms after the last acknowledgement at most, and were back ${seconds(most(rounds.map(({ back }) => back)))} after a mended fault`,
  ];
  const wrong = rounds.flatMap(({ number, faults }) => faults.map((fault) => `  round ${number}: ${fault}`));
  lines.push('', wrong.length === 0 ? 'Nothing went wrong.' : `${wrong.length} went wrong:`, ...wrong.slice(0, 50));
  return lines.join('\n');
}
