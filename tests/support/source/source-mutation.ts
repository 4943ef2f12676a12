import { parseAst } from 'vite';

/**
 * A change of one piece of code, named as a person would name it: in this file, in the function, method, constant or
 * fold of this name, this expression or statement instead of that. Both are compared as syntax trees, so that lines,
 * spaces, brackets and comments may change as they like; what is gone, or stands there twice, fails loudly.
 */
export interface Mutation {
  readonly file: string;
  readonly within: string;
  readonly code: string;
  readonly to: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

export function mutated(source: string, { file, within, code, to }: Mutation): string {
  const named = nodesIn(treeOf(source)).filter((node) => nameOf(node) === within);
  if (named.length === 0) throw new Error(`The mutant fits no more: nothing in ${file} is called ${within}.`);
  const sought = shapeOf(piece(code));
  const found = [...new Set(named.flatMap(nodesIn))].filter((node) => shapeOf(node) === sought);
  const [node] = found;
  if (!node || found.length > 1) throw new Error(`The mutant fits no more: ${within} in ${file} holds ${found.length} times: ${code}`);
  return source.slice(0, node.start) + to + source.slice(node.end);
}

const treeOf = (source: string): Node => parseAst(source, { lang: 'ts' }) as unknown as Node;

/** An object begins like a block, so an expression is tried first. */
function piece(code: string): Node {
  let tree: Node;
  try {
    tree = treeOf(`(${code});`);
  } catch {
    tree = treeOf(code);
  }
  const [statement] = tree['body'] as readonly Node[];
  if (!statement) throw new Error(`No code: ${code}`);
  return statement.type === 'ExpressionStatement' ? bare(statement['expression'] as Node) : statement;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

const bare = (node: Node): Node => (node.type === 'ParenthesizedExpression' ? bare(node['expression'] as Node) : node);

const childrenOf = (node: Node): Node[] => Object.values(node).flat().filter(isNode);

const nodesIn = (node: Node): Node[] => [...(node.type === 'ParenthesizedExpression' ? [] : [node]), ...childrenOf(node).flatMap(nodesIn)];

const PLACES = new Set(['start', 'end', 'loc', 'range', 'parent', 'raw']);

/** What a piece of code says, wherever and however it is written. */
const shapeOf = (node: Node): string => JSON.stringify(bare(node), (key, value: unknown) => (PLACES.has(key) ? undefined : isNode(value) ? bare(value) : value));

const DEFINES = new Set(['ArrowFunctionExpression', 'FunctionExpression']);

function nameOf(node: Node): string | null {
  const of = node['id'] ?? node['key'];
  if (!isNode(of) || of.type !== 'Identifier') return null;
  const isDefinition = node.type === 'FunctionDeclaration' || node.type === 'VariableDeclarator' || node.type === 'MethodDefinition'
    || (node.type === 'Property' && isNode(node['value']) && DEFINES.has(node['value'].type));
  return isDefinition ? (of['name'] as string) : null;
}
