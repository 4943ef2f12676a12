import { Fragment, createElement } from 'react';
import type { ReactNode } from 'react';

/** A sentence of the catalogue in which some pieces are drawn in their own way: where they stand is the language's to say. */
export const inPieces = (pieces: readonly ReactNode[]): ReactNode => createElement(Fragment, null, ...pieces);
