import { Router } from 'express';
import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import type { Counts } from './counts.ts';

export interface MetricsParts {
  readonly counts: Counts;
  readonly sockets: () => number;
  readonly boards: () => number;
  readonly snapshots: () => number;
  /** Commits that are in the log and not in the rows of a projection, by its name. */
  readonly lag: () => ReadonlyMap<string, number>;
  /** Of what time does by itself. */
  readonly schedule: { /** ms */ readonly lag: number; readonly outcomes: Readonly<Record<string, number>> };
  readonly draining: () => boolean;
}

/** The figures for Prometheus. Labels are words of the program, never a board, a person or a text. */
export function metricsRouter(parts: MetricsParts): Router {
  const router = Router();
  // Made when somebody first asks: who never does need not have the event loop and the garbage collection watched.
  let registry: Registry | null = null;
  router.get('/', async (_, response) => {
    const made = (registry ??= registryOf(parts));
    response.set('Cache-Control', 'no-store').set('Content-Type', made.contentType).send(await made.metrics());
  });
  return router;
}

function registryOf({ counts, sockets, boards, snapshots, lag, schedule, draining }: MetricsParts): Registry {
  const registry = new Registry();
  // Memory, processor time, garbage collection and the event loop's lag.
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const counter = (name: string, help: string, count: () => number): void =>
    void new Counter({ name, help, registers, collect() { this.reset(); this.inc(count()); } });
  const counters = (name: string, help: string, label: string, by: () => Iterable<readonly [string, number]>): void =>
    void new Counter({ name, help, registers, labelNames: [label], collect() { this.reset(); for (const [one, count] of by()) this.inc({ [label]: one }, count); } });
  const gauge = (name: string, help: string, value: () => number): void =>
    void new Gauge({ name, help, registers, collect() { this.set(value()); } });

  counter('pullcord_commits_total', 'Commits this process wrote to the log', () => counts.commits);
  counters('pullcord_refusals_total', 'Commands that were not done, by the code of the rule or of the reason', 'code', () => counts.refusals);
  counters('pullcord_appends_total', 'Groups given to the store, by what became of them; a conflict is decided again', 'outcome', () => counts.appends);
  counters('pullcord_faults_total', 'Faults that were survived and logged', 'what', () => counts.faults);
  counter('pullcord_snapshots_total', 'Whole boards packed for screens that came; a crowd shares one', snapshots);
  gauge('pullcord_sockets', 'Screens that are connected', sockets);
  gauge('pullcord_boards_open', 'Boards held in memory', boards);
  new Gauge({ name: 'pullcord_projection_lag_commits', help: 'Commits that a projection has not folded yet, over all boards', registers, labelNames: ['projection'], collect() { for (const [projection, commits] of lag()) this.set({ projection }, commits); } });
  gauge('pullcord_schedule_lag_seconds', 'How long what is due by the clock waits to be done; 0 when nothing is', () => schedule.lag / 1_000);
  counters('pullcord_schedule_commands_total', 'Commands of the schedule, by what became of them; later is asked for again', 'outcome', () => Object.entries(schedule.outcomes));
  gauge('pullcord_draining', '1 while this server is on its way out', () => Number(draining()));
  for (const durations of [counts.answer, counts.fanOut, counts.append]) registry.registerMetric(durations);
  return registry;
}
