import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponsesObject } from 'zod-openapi';
import { boardIdField, cardIdField, personIdField, supplierIdField } from '../../shared/kernel/fields.ts';
import { PERSON_HEADER } from './acting-person.ts';
import {
  acceptedSchema, actingSchema, archiveQuery, archiveSchema, boardBody, boardSchema, boardsSchema, commitsQuery, commitsSchema, createdSchema, directorySchema, erasedSchema, erasureBody, faultSchema,
  foreignSchema, healthSchema, idReusedSchema, invalidSchema, notFoundSchema, orderFileSchema, peopleSchema, personBody, personRecordBody, personRecordSchema, personSavedSchema, publishedCommandBody, readySchema, refusedSchema,
  searchQuery, searchSchema, staleSchema, storyQuery, storySchema, supplierRecordBody, supplierRecordSchema, supplierSavedSchema, tryAgainSchema,
} from './schemas.ts';

const answer = (description: string, schema: z.ZodType) => ({ description, content: { 'application/json': { schema } } });
const body = (schema: z.ZodType) => ({ required: true, content: { 'application/json': { schema } } });

const ALWAYS: ZodOpenApiResponsesObject = {
  403: answer('A foreign Origin or Host name', foreignSchema),
  500: answer('A fault, written down under its id', faultSchema),
  429: answer('Too many requests at once from this address', tryAgainSchema),
  503: answer('Not now: the server is closing', tryAgainSchema),
};
const INVALID = { 400: answer('The input is wrong', invalidSchema) };
const NOT_FOUND = { 404: answer('There is no such thing', notFoundSchema) };
const FORBIDDEN = answer('This person may not', refusedSchema);
const STALE = answer('Somebody changed it meanwhile, or this person may not', z.union([staleSchema, refusedSchema]));
const WRITE: ZodOpenApiResponsesObject = {
  ...INVALID,
  409: answer('The board refuses, or the id was used for another command', z.union([refusedSchema, idReusedSchema])),
  413: answer('The body is too big', invalidSchema),
  415: answer('The body is not JSON', invalidSchema),
  503: {
    ...answer('Could not be saved, or nobody knows yet: send the same id again', tryAgainSchema),
    headers: z.object({ 'retry-after': z.string().meta({ description: 'Seconds' }) }),
  },
};

const actor = z.object({ [PERSON_HEADER]: z.string().optional().meta({ description: 'The id of the person who acts; the cookie of the switcher does as well' }) });
const board = z.object({ board: boardIdField.register(z.globalRegistry, { example: 'furniture' }) });
const boardAndCard = z.object({ board: boardIdField.register(z.globalRegistry, { example: 'furniture' }), card: cardIdField.register(z.globalRegistry, { example: '1041.3' }) });

const boardAndOrder = z.object({ board: boardIdField.register(z.globalRegistry, { example: 'furniture' }), order: cardIdField.register(z.globalRegistry, { example: '1041' }) });

const personPath = z.object({ id: personIdField });
const supplierPath = z.object({ id: supplierIdField });

const get = (summary: string, ok: z.ZodType, more: Partial<ZodOpenApiOperationObject> = {}): ZodOpenApiOperationObject => ({
  summary, ...more, responses: { 200: answer('Here it is', ok), ...ALWAYS, ...more.responses },
});
const post = (summary: string, input: z.ZodType, ok: z.ZodType, more: Partial<ZodOpenApiOperationObject> = {}): ZodOpenApiOperationObject => ({
  summary, ...more, requestBody: body(input), responses: { 200: answer('Done, and saved', ok), ...ALWAYS, ...WRITE, ...more.responses },
});

/** The published document, made of the very schemas the requests are checked with. */
export const openApiDocument = () =>
  createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Pullcord',
      version: '1',
      description:
        'The second door to the boards: every change is a command, the same that a drag or a key issues. A command is answered after it is saved. ' +
        'Until there are accounts, anyone who reaches the server may act as anyone.',
    },
    paths: {
      '/api/boards': {
        get: get('All boards', boardsSchema),
        post: post('Set up a board', boardBody, createdSchema, { requestParams: { header: actor } }),
      },
      '/api/boards/{board}': { get: get('A board as it stands, with the load of every limit', boardSchema, { requestParams: { path: board }, responses: { ...INVALID, ...NOT_FOUND } }) },
      '/api/boards/{board}/commands': {
        post: post('Issue a command', publishedCommandBody, acceptedSchema, { requestParams: { path: board, header: actor }, responses: NOT_FOUND }),
      },
      '/api/boards/{board}/erasures': {
        post: post('Erase an order\'s or a person\'s names and free text for ever. It cannot be undone, also not by a backup', erasureBody, erasedSchema, { requestParams: { path: board, header: actor }, responses: NOT_FOUND }),
      },
      '/api/boards/{board}/commits': {
        get: get('What happened after a sequence number', commitsSchema, { requestParams: { path: board, query: commitsQuery }, responses: { ...INVALID, ...NOT_FOUND } }),
      },
      '/api/boards/{board}/orders/{order}': {
        get: get('What is known of an order besides where it stands, as far as the person who asks may see it', orderFileSchema, { requestParams: { path: boardAndOrder, header: actor }, responses: { ...INVALID, ...NOT_FOUND } }),
      },
      '/api/boards/{board}/archive': {
        get: get('Orders that are closed, the last closed first, as far as the person who asks may see them', archiveSchema, { requestParams: { path: board, query: archiveQuery, header: actor }, responses: { ...INVALID, ...NOT_FOUND } }),
      },
      '/api/boards/{board}/search': {
        get: get('Orders on the floor and closed ones, what fits best first', searchSchema, { requestParams: { path: board, query: searchQuery, header: actor }, responses: { ...INVALID, ...NOT_FOUND } }),
      },
      '/api/boards/{board}/cards/{card}/story': {
        get: get('What happened to a card, newest first', storySchema, { requestParams: { path: boardAndCard, query: storyQuery }, responses: { ...INVALID, ...NOT_FOUND } }),
      },
      '/api/directory': { get: get('People and suppliers', directorySchema) },
      '/api/people': { get: get('Who one may act as', peopleSchema, { requestParams: { header: actor } }) },
      '/api/people/{id}': {
        get: get('A person with the version of the record', personRecordSchema, { requestParams: { path: personPath, header: actor }, responses: { ...INVALID, ...NOT_FOUND, 409: FORBIDDEN } }),
        put: post('Change a person, over the version that was read', personRecordBody, personSavedSchema, { requestParams: { path: personPath, header: actor }, responses: { ...NOT_FOUND, 409: STALE } }),
      },
      '/api/suppliers/{id}': {
        get: get('A supplier with the version of the record', supplierRecordSchema, { requestParams: { path: supplierPath, header: actor }, responses: { ...INVALID, ...NOT_FOUND, 409: FORBIDDEN } }),
        put: post('Change a supplier, over the version that was read', supplierRecordBody, supplierSavedSchema, { requestParams: { path: supplierPath, header: actor }, responses: { ...NOT_FOUND, 409: STALE } }),
      },
      '/api/acting-person': {
        post: { summary: 'Choose who this browser acts as', requestBody: body(personBody), responses: { 200: answer('Chosen', actingSchema), ...ALWAYS, ...INVALID, 413: answer('The body is too big', invalidSchema), 415: answer('The body is not JSON', invalidSchema) } },
      },
      '/health/live': { get: get('The process runs', healthSchema) },
      '/health/ready': { get: get('The store answers, and this server is not on its way out', readySchema, { responses: { 503: answer('Not now', readySchema) } }) },
    },
  });
