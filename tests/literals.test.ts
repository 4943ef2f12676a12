import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { literalsIn } from './support/source/literals.ts';

const root = join(import.meta.dirname, '..');

const sourcesUnder = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)).filter((path) => /\.tsx?$/.test(path));

const told = (code: string, jsx = true, names = true): string[] => literalsIn(code, { jsx, names }).map(({ line, text }) => `${line}: ${text}`);

/** What looks like a text and is none, or belongs to nobody's language. */
const ALLOWED: Readonly<Record<string, string>> = {
  Erase: 'a right', Expedite: 'a right', Arrow: 'how the names of four keys begin', Pullcord: 'the name of the product',
  h: 'the sign of an hour, in both languages', '… long': 'a class of the page', 'typed-ahead unseen': 'a class of the page',
  'to …': 'the name of a field in a draft', '0px …px': 'a margin',
  '(max-width: 640px), (pointer: coarse) and (max-width: 820px)': 'a question to the browser', '(asked in the form)': 'stands in a trial, and is kept and shown nowhere',
  'Former colleague': 'what a directory keeps in place of a name; a screen says it in its own words',
  'In steps of …': 'for the published document, which is English', 'a command message': 'the key of a word',
};
/** Faults for whoever runs the server or reads a test. */
const FAULTS = /^(shared\/board\/invariants|shared\/log\/upcast|client\/replica\/replica-invariants)\.ts$/;

function literals(folder: string, names: boolean, except: RegExp = /^$/): string[] {
  return sourcesUnder(folder).filter((path) => !except.test(path) && !FAULTS.test(path)).flatMap((path) =>
    literalsIn(readFileSync(join(root, path), 'utf8'), { jsx: path.endsWith('x'), names })
      .filter(({ text }) => !(text in ALLOWED)).map(({ line, text }) => `${path}:${line} ${text}`));
}

describe('no text for people stands outside of the catalogues', () => {
  it('in the client: neither in a component nor in what works for it', () => {
    expect(literals('client', true)).toEqual([]);
  });

  it('in a decision, a guard, a limit, a fold: they answer with data', () => {
    expect(literals('shared', false, /^shared\/(words|templates)\//)).toEqual([]);
  });
});

it('every exception is needed', () => {
  const found = new Set(['client', 'shared'].flatMap(sourcesUnder).flatMap((path) => literalsIn(readFileSync(join(root, path), 'utf8'), { jsx: path.endsWith('x'), names: path.startsWith('client') }).map(({ text }) => text)));
  expect(Object.keys(ALLOWED).filter((text) => !found.has(text))).toEqual([]);
});

describe('the checker sees what it forbids', () => {
  it.each([
    ['<p>Saving</p>', ['1: Saving']],
    ['<p>{n} cards</p>', ['1: cards']],
    ['<button aria-label="Close" className="icon button" />', ['1: Close']],
    ['<Field label={`Hours of ${step}`} />', ['1: Hours of …']],
    ['<Field label={wide ? "Save the order" : words.save} />', ['1: Save the order']],
    ['const words = { saving: "Saving…" };', ['1: Saving…']],
    ['\nannounce("The lane is removed.");', ['2: The lane is removed.']],
    ['const fault = name === "" ? "A lane needs a name." : null;', ['1: A lane needs a name.']],
  ])('%s', (code, found) => {
    expect(told(code)).toEqual(found);
  });

  it('and lets be what nobody reads', () => {
    expect(told(`
      import { isolated } from "../some where/Else.ts";
      type Kind = "Two words";
      const element = <div className="icon button" data-kind="Kind" onKeyDown={(event) => { if (event.key === "Enter") document.querySelector("main section")?.scrollIntoView(); }}>{words.title} · {n}/{most}</div>;
      if (!root) throw new Error("The page has no root");
      const at = kind === "Some Kind" ? 1 : 2;
    `)).toEqual([]);
    expect(told('const type = { type: "Override" };', false, false)).toEqual([]);
  });
});
