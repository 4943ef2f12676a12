import { parseAst } from 'vite';

interface Node { readonly type: string; readonly start: number; readonly [key: string]: unknown }
const isNode = (of: unknown): of is Node => typeof of === 'object' && of !== null && typeof (of as { type?: unknown }).type === 'string';

/** Attributes that people read or hear. */
const SAID = new Set(['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'title', 'placeholder', 'label', 'description', 'alt', 'note', 'action', 'said', 'legend']);
/** What a program asks for in the page, and what it says to itself: nobody reads it. */
const UNSAID_CALLS = new Set(['querySelector', 'querySelectorAll', 'closest', 'matches', 'matchMedia', 'useMediaQuery', 'useMedia', 'takeKeys', 'mediaNow', 'getPropertyValue']);
const FAULTS = new Set(['Error', 'TypeError', 'RangeError']);
/** Keys as the browser calls them. */
const KEYS = new Set(['Enter', 'Escape', 'Tab', 'Home', 'End', 'Delete', 'Backspace', 'Control', 'Shift', 'Alt', 'Meta', 'Space']);

const LETTER = /\p{L}/u;
/** Two words beside one another. */
const WORDS = /\p{L}{2,}[,.;:…]? +\p{L}{2,}/u;
/** One with a capital, as a button or a heading has it. */
const NAME = /^\p{Lu}\p{Ll}+[…:.!?]?$/u;

export interface Literal { readonly line: number; readonly text: string }

/** Texts for people in code that should ask the catalogues. `names`: a single capitalised word is one, too. */
export function literalsIn(code: string, { jsx, names }: { readonly jsx: boolean; readonly names: boolean }): Literal[] {
  const found: Literal[] = [];
  const say = (at: Node, text: string): void => void found.push({ line: code.slice(0, at.start).split('\n').length, text: text.trim() });
  const isProse = (text: string): boolean => WORDS.test(text) || (names && NAME.test(text.trim()) && !KEYS.has(text.trim()));

  /** A word that stands by itself between what is put in; `${x}px` is none. */
  const besideValues = (parts: readonly string[]): boolean => parts.some((part) => WORDS.test(part) || /\s\p{L}{2,}|\p{L}{2,}\s/u.test(part));

  function sayIfProse(at: Node): void {
    if (at.type === 'Literal' && typeof at['value'] === 'string' && isProse(at['value'])) say(at, at['value']);
    if (at.type !== 'TemplateLiteral') return;
    const parts = (at['quasis'] as { readonly value: { readonly cooked: string } }[]).map(({ value }) => value.cooked);
    if (parts.length === 1 ? isProse(parts[0] ?? '') : besideValues(parts)) say(at, parts.join('…'));
  }

  function walk(at: Node): void {
    switch (at.type) {
      case 'ImportDeclaration': case 'ExportAllDeclaration': case 'TSTypeAnnotation': case 'TSTypeAliasDeclaration': case 'TSInterfaceDeclaration': case 'TSTypeParameterInstantiation': case 'TSLiteralType': case 'ThrowStatement':
        return;
      case 'JSXText':
        if (LETTER.test(at['value'] as string)) say(at, at['value'] as string);
        return;
      case 'JSXAttribute': {
        const name = (at['name'] as { name?: unknown }).name;
        const value = at['value'];
        if (!isNode(value)) return;
        if (value.type === 'Literal') {
          if (SAID.has(String(name)) && LETTER.test(String(value['value']))) say(value, String(value['value']));
          return;
        }
        if (name === 'className' || name === 'd' || name === 'style') return;
        break;
      }
      case 'NewExpression': case 'CallExpression': {
        const callee = at['callee'] as Node;
        const name = (callee['name'] ?? (callee['property'] as { name?: unknown } | undefined)?.name) as string | undefined;
        if (name !== undefined && (UNSAID_CALLS.has(name) || FAULTS.has(name))) return;
        break;
      }
      case 'BinaryExpression':
        if (/^[!=]==?$/.test(at['operator'] as string)) return;
        break;
      default:
    }
    sayIfProse(at);
    for (const [key, value] of Object.entries(at)) {
      if ((key === 'key' && at.type === 'Property' && at['computed'] !== true) || (key === 'test' && at.type === 'SwitchCase')) continue;
      for (const child of Array.isArray(value) ? value as unknown[] : [value]) if (isNode(child)) walk(child);
    }
  }

  walk(parseAst(code, { lang: jsx ? 'tsx' : 'ts' }) as unknown as Node);
  return found;
}
