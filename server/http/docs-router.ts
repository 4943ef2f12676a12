import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Router, static as files } from 'express';

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Pullcord: the second door</title>
    <link rel="stylesheet" href="/api/docs/files/swagger-ui.css" />
    <link rel="icon" href="/api/docs/files/favicon-32x32.png" />
  </head>
  <body>
    <div id="docs"></div>
    <script src="/api/docs/files/swagger-ui-bundle.js"></script>
    <script src="/api/docs/start.js"></script>
  </body>
</html>
`;
const START = "window.ui = SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#docs', deepLinking: true, validatorUrl: null });\n";

/** The document and a page to read it, with nothing from elsewhere and no inline script (the CSP stays). */
export function docsRouter(): Router {
  const router = Router();
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  let document: Promise<string> | null = null;

  router.get('/openapi.json', async (_, response) => {
    document ??= made();
    response.type('application/json').send(await document);
  });
  router.get('/docs', (_, response) => void response.type('html').send(PAGE));
  router.get('/docs/start.js', (_, response) => void response.type('text/javascript').send(START));
  for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png']) {
    router.use(`/docs/files/${file}`, files(join(folder, file), { index: false, redirect: false, cacheControl: false }));
  }
  return router;
}

/** Loaded when somebody reads it: a start does not need what it is made with. */
async function made(): Promise<string> {
  const { openApiDocument } = await import('./openapi.ts');
  return JSON.stringify(openApiDocument());
}
