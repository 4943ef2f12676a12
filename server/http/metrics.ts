import { Router } from 'express';
import type { Metric, Registry } from 'prom-client';
import type { ByName, Counts, Durations } from '../board/room-metrics.ts';

export interface MetricsParts {
  readonly counts: Counts;
  readonly sockets: () => number;
  readonly boards: () => number;
  readonly snapshots: () => number;
  readonly draining: () => boolean;
}

/**
 * The figures for Prometheus. They are counted from the start in plain numbers; the library that writes
 * them costs 80 ms and 12 MB, so it is loaded when somebody first asks. Labels are words of the program,
 * never a board, a person or a text.
 */
export function metricsRouter(parts: MetricsParts): Router {
  const router = Router();
  let registry: Promise<Registry> | null = null;
  router.get('/', async (_, response) => {
    const made = await (registry ??= registryOf(parts));
    response.set('Cache-Control', 'no-store').set('Content-Type', made.contentType).send(await made.metrics());
  });
  return router;
}

async function registryOf({ counts, sockets, boards, snapshots, draining }: MetricsParts): Promise<Registry> {
  const { Counter, Gauge, Registry, collectDefaultMetrics } = await import('prom-client');
  const registry = new Registry();
  // Memory, processor time, garbage collection and the event loop's lag.
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const counter = (name: string, help: string, count: () => number): void =>
    void new Counter({ name, help, registers, collect() { this.reset(); this.inc(count()); } });
  const counters = (name: string, help: string, label: string, by: ByName): void =>
    void new Counter({ name, help, registers, labelNames: [label], collect() { this.reset(); for (const [one, count] of by) this.inc({ [label]: one }, count); } });
  const gauge = (name: string, help: string, value: () => number): void =>
    void new Gauge({ name, help, registers, collect() { this.set(value()); } });

  counter('pullcord_commits_total', 'Commits this process wrote to the log', () => counts.commits);
  counters('pullcord_refusals_total', 'Commands that were not done, by the code of the rule or of the reason', 'code', counts.refusals);
  counters('pullcord_appends_total', 'Groups given to the store, by what became of them; a conflict is decided again', 'outcome', counts.appends);
  counters('pullcord_faults_total', 'Faults that were survived and logged', 'what', counts.faults);
  counter('pullcord_snapshots_total', 'Whole boards packed for screens that came; a crowd shares one', snapshots);
  gauge('pullcord_sockets', 'Screens that are connected', sockets);
  gauge('pullcord_boards_open', 'Boards held in memory', boards);
  gauge('pullcord_draining', '1 while this server is on its way out', () => Number(draining()));
  const histogram = (name: string, help: string, durations: Durations): void => registry.registerMetric(shown(name, help, durations));
  histogram('pullcord_answer_seconds', 'From the arrival of the first command of a group to the answer of its last, counted for each command that was done', counts.answer);
  histogram('pullcord_fan_out_seconds', 'From a durable group to its broadcast being handed to every connection, counted for each commit', counts.fanOut);
  histogram('pullcord_store_append_seconds', 'How long the store took for a group, durable', counts.append);
  return registry;
}

/** The library's own histogram cannot be given what was counted before it was there; the registry asks only for this. */
function shown(name: string, help: string, durations: Durations): Metric {
  const get = () => {
    let sum = 0;
    const buckets = durations.counts.map((count, index) => {
      sum += count;
      const bound = durations.bounds[index];
      return { metricName: `${name}_bucket`, labels: { le: bound === undefined ? '+Inf' : bound / 1_000 }, value: sum };
    });
    return {
      name, help, type: 'histogram', aggregator: 'sum',
      values: [...buckets, { metricName: `${name}_sum`, labels: {}, value: durations.sum / 1_000 }, { metricName: `${name}_count`, labels: {}, value: durations.count }],
    };
  };
  return { name, help, get } as unknown as Metric;
}
