import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

export interface Service {
  readonly image: string;
  readonly build?: string;
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly user?: string;
  /** null where nothing is set and the engine would give an empty text. */
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly networks?: readonly string[];
  readonly network_mode?: string;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly deploy?: { readonly resources?: { readonly limits?: { readonly cpus?: string; readonly memory?: string; readonly pids?: number } } };
  readonly restart?: string;
  readonly stop_grace_period?: string;
  readonly cap_drop?: readonly string[];
  readonly cap_add?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly tmpfs?: readonly string[];
  readonly read_only?: boolean;
}

export interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
}

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
export const rootFile = (name: string): string => readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8');

/** The file as the engine reads it, in an empty environment unless another is given: with anchors merged, and `${NAME:-otherwise}` and `${NAME:+instead}` put in. */
export function readCompose(environment: Readonly<Record<string, string>> = {}): Compose {
  const text = rootFile('docker-compose.yml').replace(/\$\{([A-Z_]+)(?::([-+])([^}]*))?\}/g, (_, name: string, how: string | undefined, other = '') => {
    const set = environment[name] ?? '';
    if (how === '+') return set === '' ? '' : other;
    return set === '' ? other : set;
  });
  return parse(text, { merge: true }) as Compose;
}

/** ENTRYPOINT and CMD of the image. */
export function imageCommand(): { readonly entrypoint: readonly string[]; readonly command: readonly string[] } {
  const last = rootFile('Dockerfile').split(/^FROM /m).at(-1) ?? '';
  const json = (word: string): string[] => JSON.parse(new RegExp(`^${word} (\\[.*\\])$`, 'm').exec(last)?.[1] ?? '[]') as string[];
  return { entrypoint: json('ENTRYPOINT'), command: json('CMD') };
}
