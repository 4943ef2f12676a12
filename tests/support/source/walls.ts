import { posix } from 'node:path';

/** One import of a file: a path inside the repository, or the name of a package. */
type Import = { readonly target: string; readonly local: boolean; readonly typeOnly: boolean };

type Wall = {
  readonly from: RegExp;
  /** Paths inside the repository it may import; a folder's own files always are. */
  readonly local: RegExp;
  /** Paths it may import as types only. */
  readonly types?: RegExp;
  readonly packages: RegExp;
  readonly rule: string;
};

const nothing = /^$/;
const node = /^node:/;
const drivers = /^(@photostructure\/sqlite|node:sqlite|mongoose|mongodb)(\/|$)/;
const noDriver = /^(?!@photostructure\/sqlite|node:sqlite|mongoose|mongodb)/;
const browserPackages = /^(?!node:|@photostructure\/sqlite|mongoose|mongodb|express$|socket\.io$|pino)/;

/** The parts of the field, each with its data, its events with their fold, and a file a verb. */
const PARTS = 'board|limits|orders|jobs|cards|quality|shipping|people';

// What every store needs: its ports, the shape of a commit, ids, and the files all adapters share.
const besideAnAdapter = /^(server\/ports|shared\/log)\/|^shared\/kernel\/ids\.ts$|^server\/adapters\/[^/]+$/;

// The first wall whose `from` fits is the one that holds, so the narrow ones stand first.
const walls: readonly Wall[] = [
  {
    from: /^shared\/kernel\//,
    local: nothing,
    packages: /^zod\/mini$/,
    rule: 'shared/kernel knows no word of a shop: it imports zod/mini and nothing else.',
  },
  {
    from: new RegExp(`^shared/(${PARTS})/`),
    local: new RegExp(`^shared/((kernel|${PARTS})/|(verb|refusals)\\.ts$)`),
    types: /^shared\/(events|refusals|verb)\.ts$/,
    packages: /^zod\/mini$/,
    rule: 'A part of the field imports shared/kernel, the data of other parts, and the types that all verbs are written in.',
  },
  {
    from: /^shared\/protocol\//,
    local: /^shared\//,
    packages: /^zod\/mini$/,
    rule: 'shared/protocol imports shared and zod/mini, and nothing else.',
  },
  {
    from: /^shared\/(log|words|templates)\//,
    local: new RegExp(`^shared/((kernel|${PARTS})/|[^/]+$)`),
    packages: nothing,
    rule: 'shared/log, shared/words and shared/templates import the parts and what joins them, and nothing else.',
  },
  {
    from: /^shared\/(views|metrics)\//,
    local: new RegExp(`^shared/((kernel|log|${PARTS})/|[^/]+$)`),
    packages: nothing,
    rule: 'shared/views and shared/metrics import the parts and the commits of shared/log, and nothing else.',
  },
  {
    from: /^shared\/[^/]+$/,
    local: new RegExp(`^shared/((kernel|${PARTS})/|[^/]+$)`),
    packages: nothing,
    rule: 'What joins the parts imports the parts, and nothing else.',
  },
  {
    from: /^server\/ports\//,
    local: /^shared\//,
    packages: nothing,
    rule: 'server/ports holds interfaces: it imports shared and nothing else.',
  },
  {
    from: /^server\/room\//,
    local: /^(shared|server\/ports|server\/log)\//,
    packages: node,
    rule: 'server/room imports shared, server/ports and server/log, and no package.',
  },
  {
    from: /^server\/(projections|schedule)\//,
    local: /^(shared|server\/ports|server\/log)\//,
    packages: node,
    rule: 'server/projections and server/schedule import shared, server/ports and server/log, and no package.',
  },
  {
    from: /^server\/cluster\//,
    local: /^(shared|server\/ports)\//,
    packages: node,
    rule: 'server/cluster imports shared and server/ports, and no package: a single node needs nothing of it.',
  },
  {
    from: /^server\/projections\//,
    local: /^(shared|server\/(ports|log))\//,
    packages: node,
    rule: 'server/projections imports shared, server/ports and server/log, and no package: it knows no room.',
  },
  {
    from: /^server\/people\//,
    local: /^(shared|server\/(ports|log|room|cluster|projections))\//,
    packages: node,
    rule: 'server/people imports shared, server/ports, server/log, server/room, server/cluster and server/projections, and no package.',
  },
  {
    from: /^server\/adapters\/mongo\//,
    local: besideAnAdapter,
    types: /^shared\//,
    packages: /^(node:|mongoose(\/|$))/,
    rule: 'server/adapters/mongo imports server/ports, shared/log, the types of shared and mongoose.',
  },
  {
    from: /^server\/adapters\/sqlite\//,
    local: besideAnAdapter,
    types: /^shared\//,
    packages: /^(node:|@photostructure\/sqlite(\/|$))/,
    rule: 'server/adapters/sqlite imports server/ports, shared/log, the types of shared and @photostructure/sqlite.',
  },
  {
    from: /^server\/adapters\//,
    local: besideAnAdapter,
    types: /^shared\//,
    packages: node,
    rule: 'An adapter in server/adapters imports server/ports, shared/log, the types of shared and its own driver.',
  },
  {
    from: /^server\/demo\//,
    local: /^(shared|server\/people|server\/ports|server\/log)\//,
    packages: node,
    rule: 'server/demo writes a log as the room does, and its people: it imports shared, server/people, server/ports and server/log, and no package.',
  },
  {
    from: /^server\/(http|socket)\//,
    local: /^((shared|server\/(room|people|links|files|cluster|projections|ports))\/|server\/http\/(acting-person|address|allowance|connection-quota)\.ts$)/,
    packages: noDriver,
    rule: 'server/http and server/socket import shared, the room, people, links, files, server/cluster, server/projections and server/ports, and no driver; both ask server/http who acts, from where, and how much.',
  },
  {
    from: /^server\//,
    local: /^(shared|server)\//,
    packages: noDriver,
    rule: 'The server imports server and shared; a driver only inside server/adapters.',
  },
  {
    from: /^client\/words\//,
    local: /^shared\/(kernel|words)\//,
    types: /^shared\//,
    packages: browserPackages,
    rule: 'client/words says in which language and time zone shared/words speaks here: it imports that, shared/kernel, and no other folder.',
  },
  {
    from: /^client\/replica\//,
    local: /^(shared|client\/words)\//,
    packages: browserPackages,
    rule: 'client/replica imports shared, client/words and no other folder.',
  },
  {
    from: /^client\/session\//,
    local: /^(shared|client\/(replica|words))\//,
    packages: browserPackages,
    rule: 'client/session issues commands for every feature: it imports client/replica, client/words, shared and no other folder.',
  },
  {
    from: /^client\/ui\//,
    local: /^client\/words\//,
    packages: browserPackages,
    rule: 'client/ui knows no domain word: it imports client/words and no other folder.',
  },
  {
    from: /^client\/(app\/|[^/]+$)/,
    local: /^(shared|client)\//,
    packages: browserPackages,
    rule: 'client/app imports client and shared, never the server.',
  },
  {
    from: /^client\//,
    local: /^(shared|client\/(session|replica|ui|words))\/|^client\/app\/contracts\.ts$/,
    packages: browserPackages,
    rule: 'A feature of the client imports client/session, client/replica, client/ui, client/words, shared and client/app/contracts.ts, never another feature.',
  },
];

type Ban = { readonly from: RegExp; readonly except?: RegExp; readonly text: RegExp; readonly rule: string };

const bans: readonly Ban[] = [
  { from: /^shared\//, text: /\bDate\s*\.\s*now\b/, rule: 'shared/ has no clock: Date.now is forbidden, time comes in as data.' },
  { from: /^shared\//, text: /\bnew\s+Date\s*(\(\s*\)|[;,)\n])/, rule: 'shared/ has no clock: new Date() is forbidden, time comes in as data.' },
  { from: /^shared\//, text: /\bperformance\s*\.\s*now\b/, rule: 'shared/ has no clock: performance.now is forbidden, time comes in as data.' },
  { from: /^shared\//, text: /\bMath\s*\.\s*random\b/, rule: 'shared/ has no randomness: Math.random is forbidden, ids come in as data.' },
  { from: /^shared\//, text: /\bcrypto\s*\.|['"](node:)?crypto['"]/, rule: 'shared/ has no randomness: crypto is forbidden, ids come in as data.' },
  { from: /./, except: /^server\/(main|backup\/run|deploy\/set-up-mongo)\.ts$/, text: /\bprocess\s*(\?\.|\.)\s*env\b|\bprocess\s*\[/, rule: 'The environment is read in server/main.ts and the other two programs that are started (server/backup/run.ts, server/deploy/set-up-mongo.ts), and nowhere else.' },
  { from: /^(shared|server|client)\//, except: /^shared\/(people\/|policy\.ts$)/, text: /\broles\s*\.\s*(includes|some|indexOf|find)\b|\bhasRole\b|\bMAY_[A-Z]/, rule: 'What somebody may do is asked in shared/people/rights.ts by the name of the right, or of a verb in shared/policy.ts; nobody asks for a role.' },
  { from: /./, text: /^\s*export\s+default\b|\bas\s+default\b/m, rule: 'No default exports: a thing has one name everywhere.' },
  { from: /./, text: /^\s*export\s*\*/m, rule: 'No barrel files: import from the file that holds the thing.' },
];

/** Sentences for what `source`, standing at `path` (from the root, with slashes), breaks. */
export function faultsIn(path: string, source: string): string[] {
  const code = withoutComments(source);
  const imports = importsOf(path, code);
  return [...new Set([...brokenWalls(path, imports), ...brokenBans(path, code), ...brokenShape(path, code, imports)])];
}

function brokenWalls(path: string, imports: readonly Import[]): string[] {
  const wall = walls.find(({ from }) => from.test(path));
  if (!wall) return [];
  const faults = imports
    .filter(({ target, local, typeOnly }) => {
      if (!local) return !wall.packages.test(target);
      return !(sameHome(path, target) || wall.local.test(target) || (typeOnly && wall.types?.test(target)));
    })
    .map(({ target }) => `${wall.rule} (${path} imports ${target})`);
  for (const { target, local } of imports) {
    if (local) continue;
    if (/^(mongoose|mongodb)(\/|$)/.test(target) && !path.startsWith('server/adapters/mongo/')) faults.push(`mongoose stays inside server/adapters/mongo. (${path})`);
    if (/^mongodb(\/|$)/.test(target)) faults.push(`mongoose brings its own driver: never import mongodb beside it. (${path})`);
    if (drivers.test(target) && !path.startsWith('server/adapters/')) faults.push(`A driver is imported only inside server/adapters. (${path})`);
    if (/^socket\.io-client(\/|$)/.test(target) && path !== 'client/replica/connection.ts')
      faults.push(`socket.io-client is imported only by client/replica/connection.ts. (${path})`);
  }
  return faults;
}

function brokenBans(path: string, code: string): string[] {
  return bans.filter(({ from, except, text }) => from.test(path) && !except?.test(path) && text.test(code)).map(({ rule }) => `${rule} (${path})`);
}

function brokenShape(path: string, code: string, imports: readonly Import[]): string[] {
  const faults: string[] = [];
  const name = posix.basename(path);
  if (!/^[a-z0-9]+(-[a-z0-9]+)*(\.(test|d))?\.tsx?$/.test(name)) faults.push(`File names are kebab-case. (${path})`);
  if (/^index\.tsx?$/.test(name) || onlyForwards(code)) faults.push(`No barrel files: import from the file that holds the thing. (${path})`);
  for (const { target, local } of imports) {
    if (local && !/\.(ts|tsx|css|json|svg|png|woff2)(\?\w+)?$/.test(target)) faults.push(`Imports name the file with its extension. (${path} imports ${target})`);
  }
  return faults;
}

function onlyForwards(code: string): boolean {
  const forwards = /^\s*export\s+(type\s+)?\{[^}]*\}\s*from\s*['"][^'"]+['"];?/gm;
  return forwards.test(code) && code.replace(forwards, '').trim() === '';
}

/** A folder is a home for its own files: server/room, client/floor, server/adapters/sqlite. */
function sameHome(path: string, target: string): boolean {
  const depth = path.startsWith('server/adapters/') ? 3 : 2;
  const home = path.split('/').slice(0, depth).join('/');
  return path.split('/').length > depth && target.startsWith(`${home}/`);
}

/** The files of the repository that `source` imports, types too. */
export const localImportsOf = (path: string, source: string): string[] =>
  importsOf(path, withoutComments(source)).filter(({ local }) => local).map(({ target }) => target);

function importsOf(path: string, code: string): Import[] {
  const patterns = [
    /^\s*(?:import|export)\s+(type\s+)?[\w*{][^'";]*?\sfrom\s*['"]([^'"]+)['"]/gm,
    /^\s*import\s*()['"]([^'"]+)['"]/gm,
    /\bimport\s*()\(\s*['"]([^'"]+)['"]/g,
    /\brequire\s*()\(\s*['"]([^'"]+)['"]/g,
  ];
  return patterns.flatMap((pattern) =>
    [...code.matchAll(pattern)].map(([, type, target = '']) => {
      const local = target.startsWith('.');
      return { target: local ? posix.join(posix.dirname(path), target) : target, local, typeOnly: Boolean(type) };
    }),
  );
}

/** A comment may name what code may not. A `//` inside of a string follows a colon, not a space. */
function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
}
