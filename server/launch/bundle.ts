/**
 * How the server's packages are built in. A start then reads a few files instead of five hundred, in
 * half the time. Left outside: what finds its own files beside itself, what most starts never load,
 * and two packages that are mostly tables: compiling those took more memory than ten boards.
 */
export const BUNDLED = { noExternal: true as const, external: ['@photostructure/sqlite', 'mongoose', 'swagger-ui-dist', 'iconv-lite', 'mime-db'] };

/** One letter beyond Latin-1 would double the memory a whole file takes. */
export const WRITTEN = { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js', charset: 'ascii' as const, comments: false };
