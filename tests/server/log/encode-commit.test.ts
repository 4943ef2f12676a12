import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { erasedOf, faultOf, decodeCommit, encodeCommit, withoutTexts } from '../../../server/log/encode-commit.ts';
import { FORMAT, GENESIS } from '../../../shared/log/commit.ts';
import { NewerFormat, upcast } from '../../../shared/log/upcast.ts';
import { chain, commitOf } from '../../support/store/commits.ts';

const start = { seq: 0, hash: GENESIS };

describe('a stored commit', () => {
  it('decodes as what was encoded, whatever its texts say', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }).filter((ref) => ref !== '__proto__'), fc.oneof(fc.string(), fc.constantFrom('', 'Zürich', '木工', '🪑', '\u0000', 'line\nline', '"quoted"', '\\'))), (texts) => {
        const commit = commitOf('floor', 1, { texts: { ...texts } });
        const stored = encodeCommit(commit, GENESIS);
        return isDeepStrictEqual(decodeCommit(stored), commit) && faultOf(stored, start) === null;
      }),
      { numRuns: 60 },
    );
  }, 30_000);

  it('keeps texts out of the body, so that they can be erased', () => {
    const stored = encodeCommit(commitOf('floor', 1, { texts: { comment: 'Grandmother lives in Aarhus' } }), GENESIS);
    expect(stored.body).not.toContain('Aarhus');
    const erased = withoutTexts(stored);
    expect(JSON.stringify(erased)).not.toContain('Aarhus');
    expect(decodeCommit(erased).texts).toEqual({ comment: '' });
    expect(erasedOf(erased)).toBe(1);
    expect(faultOf(erased, start)).toBeNull();
  });

  it('salts its texts: equal texts of two commits cannot be told to be equal', () => {
    const digests = [1, 2].map(() => (JSON.parse(encodeCommit(commitOf('floor', 1), GENESIS).body) as { digests: { comment: string } }).digests.comment);
    expect(digests[0]).not.toBe(digests[1]);
  });

  it('SEC-23 any changed character of any field is found', () => {
    const [first, second] = chain('floor', 2, start, (seq) => ({ texts: { comment: `Comment ${seq}`, reason: 'Because' } }));
    const fields = ['board', 'command', 'subjects', 'body', 'texts', 'prevHash', 'hash'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.nat(), fc.constantFrom('0', 'a', 'Z', '"', ' '), (field, at, char) => {
        const text = second![field]!;
        const where = at % text.length;
        fc.pre(text[where] !== char);
        const changed = { ...second!, [field]: text.slice(0, where) + char + text.slice(where + 1) };
        expect(faultOf(changed, first!)).not.toBeNull();
      }),
      { numRuns: 500 },
    );
    expect(faultOf({ ...second!, seq: 3 }, first!)).not.toBeNull();
    expect(faultOf(second!, first!)).toBeNull();
  });

  it('SEC-23 a text that was put in place of an erased one is found', () => {
    const stored = encodeCommit(commitOf('floor', 1), GENESIS);
    expect(faultOf({ ...stored, texts: JSON.stringify({ comment: { salt: '00', text: 'Another' } }) }, start)).toBe('text comment of commit 1 was changed');
    expect(faultOf({ ...stored, texts: JSON.stringify({ other: { salt: '00', text: 'New' } }) }, start)).toBe('text other of commit 1 was changed');
  });
});

describe('upcast', () => {
  it('gives today\'s format back as it is', () => {
    const commit = commitOf('floor', 1);
    expect(upcast(commit)).toEqual(commit);
  });

  it('a newer format is a clear error', () => {
    const stored = encodeCommit(commitOf('floor', 7, { format: FORMAT + 1 }), GENESIS);
    expect(() => decodeCommit(stored)).toThrow(NewerFormat);
    expect(() => decodeCommit(stored)).toThrow(`Commit 7 of board floor has format ${FORMAT + 1}, and this build reads up to ${FORMAT}`);
  });

  it('no format at all is an error too', () => {
    expect(() => upcast({ ...commitOf('floor', 1), format: undefined as never })).toThrow('tells no format');
  });
});
